"""Everything stock knows of one product, within what the actor sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Sum

from vinculo.catalogue.models import Product
from vinculo.catalogue.queries import kit_items
from vinculo.foundation.access import Actor
from vinculo.organization.queries import parameter_value
from vinculo.stock import rules
from vinculo.stock.models import Balance, Movement, Posting, Quota, Reservation, ScheduledReceipt
from vinculo.stock.models.rows import sees_every_place
from vinculo.stock.parameters import PACE_DAYS
from vinculo.stock.queries.availability import Availability, availability

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Component:
    """What one kit takes of a component and what is available of it, in the component's stock unit."""

    product: Product
    quantity: Decimal
    available: Decimal


@dataclass(frozen=True, slots=True)
class Position:
    """Quantities in the product's stock unit; rows in their own. `components` are of a kit sold as one line.
    `coverage` in days, None without a pace of issues."""

    totals: Availability
    coming: Decimal
    coverage: int | None
    pace_days: int
    balances: Sequence[Balance]
    receipts: Sequence[ScheduledReceipt]
    reservations: Sequence[Reservation]
    quotas: Sequence[Quota]
    movements: Sequence[Movement]
    components: Sequence[Component]


def position_of(actor: Actor, product: Product, *, now: datetime, today: date) -> Position:
    """A constant number of queries; the newest twenty of what may be many."""
    totals = summary_of(actor, product, today=today)
    days = int(parameter_value(actor.company_id, PACE_DAYS.key))
    return Position(
        totals,
        sum((each.free for each in totals.scheduled), rules.ZERO),
        rules.coverage_days(totals.available, issued(actor, product, since=now - timedelta(days=days)), days),
        days,
        list(
            Balance.objects.visible_to(actor)
            .filter(product=product, on_hand__gt=0)
            .select_related("warehouse", "unit", "lot")
            .order_by("warehouse__code", "lot__expires_on", "id")[:200]
        ),
        list(
            ScheduledReceipt.objects.visible_to(actor)
            .open()
            .filter(product=product)
            .select_related("warehouse", "unit")
            .order_by("expected_on", "id")[:_SHOWN]
        ),
        list(
            Reservation.objects.visible_to(actor)
            .active()
            .filter(product=product)
            .select_related("owner", "party", "unit", "warehouse")
            .order_by("-id")[:_SHOWN]
        ),
        list(
            Quota.objects.visible_to(actor)
            .of(product)
            .filter(ends_on__gte=today)
            .select_related("unit", "line", "establishment", "representative", "party")
            .order_by("ends_on", "id")[:_SHOWN]
        ),
        list(
            Movement.objects.visible_to(actor)
            .filter(product=product)
            .select_related("warehouse", "unit", "lot", "posting__by")
            .order_by("-id")[:_SHOWN]
        ),
        components_of(actor, product, today=today),
    )


def components_of(actor: Actor, product: Product, *, today: date) -> list[Component]:
    """Of a kit sold as one line, in the places the actor sees; none of any other product."""
    if product.kit_mode != Product.KitMode.SINGLE:
        return []
    items = list(kit_items(product))
    places = None if sees_every_place(actor) else actor.establishment_ids
    found = availability(actor.company_id, [item.component_id for item in items], on=today, establishment_ids=places)
    return [Component(item.component, item.quantity, found[item.component_id].available) for item in items]


def summary_of(actor: Actor, product: Product, *, today: date) -> Availability:
    """What may be promised of the product in the places the actor sees. Four queries."""
    places = None if sees_every_place(actor) else actor.establishment_ids
    return availability(actor.company_id, [product.pk], on=today, establishment_ids=places)[product.pk]


def issued(actor: Actor, product: Product, *, since: datetime) -> Decimal:
    """What left by issues (reversals taken back) in the stock unit since an instant, in the places the actor sees."""
    rows = Movement.objects.visible_to(actor).filter(product=product, unit_id=product.unit_id, at__gte=since)
    left = rows.filter(kind__in=(Posting.Kind.ISSUE, Posting.Kind.REVERSAL)).aggregate(total=Sum("quantity"))["total"]
    return -(left or rules.ZERO)
