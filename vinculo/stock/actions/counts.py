"""Counts: what is there is what was counted. The difference is posted, with its reason, by whoever may."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from vinculo.catalogue.models import ProductEstablishment
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.kernel.figures import amount_in_reais
from vinculo.organization.queries import parameter_value
from vinculo.stock import rules
from vinculo.stock.actions.posting import Change, Key, locked_balances, write_posting
from vinculo.stock.actions.reach import Named, named, warehouse_of
from vinculo.stock.inputs import Line, Why
from vinculo.stock.models import Balance, Posting, Warehouse
from vinculo.stock.parameters import ADJUSTMENT_LIMIT
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import BelowReserved, BeyondAuthority, NothingToPost, ReasonNeeded, StockRefused
from vinculo.stock.rules import ZERO
from vinculo.stock.verbs import Verb
from vinculo.stock.words import amount


def count(actor: Actor, warehouse_id: int, lines: Sequence[Line], why: Why, *, now: datetime) -> Posting | None:
    """Make each balance what was counted (zero included); lines of one balance add up. None when nothing differed.

    Raises `BelowReserved`, and `BeyondAuthority` when the differences of the whole count are worth more (at cost) than
    the person may adjust: the sum, so that a large one cannot be made of small lines.
    """
    actor.require(Permission.COUNT)
    if not lines:
        raise NothingToPost
    if not why.reason.strip():
        raise ReasonNeeded
    warehouse = warehouse_of(actor, warehouse_id)
    known = named(actor, lines, on=timezone.localdate(now))
    counted: dict[Key, Decimal] = defaultdict(Decimal)
    first: dict[Key, int] = {}
    for number, line in enumerate(lines):
        if line.quantity < ZERO:
            raise StockRefused("A contagem não pode ser negativa.", field="quantity", line=number)
        known.check(line, number, needs_lot=True)
        key = (line.product_id, warehouse.pk, line.unit_id, line.lot_id)
        counted[key] += line.quantity
        first.setdefault(key, number)
    with audit.writing(actor, Verb.COUNTED, reason=why.reason):
        balances = locked_balances(counted)
        _require_reserved(balances, counted, first, known)
        changes = [
            Change(key, quantity - balances[key].on_hand)
            for key, quantity in counted.items()
            if quantity != balances[key].on_hand
        ]
        if not changes:
            return None
        _require_authority(actor, warehouse, changes, known)
        return write_posting(
            actor,
            Posting.Kind.COUNT,
            changes,
            why,
            company_id=warehouse.company_id,
            establishment_id=warehouse.establishment_id,
            now=now,
        )


def _require_reserved(
    balances: dict[Key, Balance], counted: dict[Key, Decimal], first: dict[Key, int], known: Named
) -> None:
    for key, quantity in counted.items():
        if quantity < balances[key].reserved:
            product, unit = known.products[key[0]], known.units[key[2]]
            raise BelowReserved(
                f"{product.code}: contou {amount(quantity, unit.code)}, e há "
                f"{amount(balances[key].reserved, unit.code)} reservado. Libere as reservas antes.",
                line=first[key],
            )


def _require_authority(actor: Actor, warehouse: Warehouse, changes: Sequence[Change], known: Named) -> None:
    if actor.may(Permission.ADJUST_ANY):
        return
    limit = Decimal(
        int(parameter_value(warehouse.company_id, ADJUSTMENT_LIMIT.key, establishment_id=warehouse.establishment_id))
    )
    costs = unit_costs([change.key[0] for change in changes], warehouse.establishment_id)
    differences = [(_in_stock_units(change, known), costs.get(change.key[0])) for change in changes]
    if not rules.may_adjust(differences, limit=limit):
        raise BeyondAuthority(
            f"A diferença passa de {amount_in_reais(limit)} ao custo, ou o custo não é conhecido, e seu perfil não "
            "ajusta tanto. Peça a quem possa ajustar qualquer valor."
        )


def _in_stock_units(change: Change, known: Named) -> Fraction:
    product = known.products[change.key[0]]
    return Fraction(change.quantity) * (known.factors.between(product.pk, change.key[2], product.unit_id) or 1)


def unit_costs(product_ids: Sequence[int], establishment_id: int) -> dict[int, Decimal]:
    """The average cost of each product at the establishment (BRL by stock unit), else the replacement or last one."""
    rows = ProductEstablishment.objects.filter(product_id__in=product_ids, establishment_id=establishment_id)
    found = {row.product_id: row.average_cost or row.replacement_cost or row.last_cost for row in rows}
    return {product: cost for product, cost in found.items() if cost is not None}
