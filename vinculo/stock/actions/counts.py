"""Counts: what is there is what was counted. The difference is posted, with its reason, by whoever may."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.kernel.figures import amount_in_reais
from vinculo.organization.queries import parameter_value
from vinculo.stock import rules
from vinculo.stock.actions.kits import refuse_kit
from vinculo.stock.actions.posting import Change, Key, locked_balances, write_posting
from vinculo.stock.actions.reach import Named, named, warehouse_of
from vinculo.stock.inputs import Line, Why
from vinculo.stock.models import Balance, Posting, Warehouse
from vinculo.stock.parameters import ADJUSTMENT_LIMIT
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.counts import unit_costs
from vinculo.stock.refusals import BelowReserved, BeyondAuthority, NothingToPost, ReasonNeeded, StockRefused
from vinculo.stock.rules import ZERO
from vinculo.stock.verbs import Verb
from vinculo.stock.words import amount


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in one warehouse, by balance; `first` is the number of the first line of each."""

    warehouse: Warehouse
    known: Named
    quantities: Mapping[Key, Decimal]
    first: Mapping[Key, int]


def count(actor: Actor, warehouse_id: int, lines: Sequence[Line], why: Why, *, now: datetime) -> Posting | None:
    """Make each balance what was counted (zero included); lines of one balance add up. None when nothing differed.

    Raises `BelowReserved`, and `BeyondAuthority` when the differences of the whole count are worth more (at cost) than
    the person may adjust: the sum, so that a large one cannot be made of small lines. A kit sold as one line is
    refused: its components hold the stock.
    """
    counted = read_count(actor, warehouse_id, lines, why, now=now)
    with audit.writing(actor, Verb.COUNTED, reason=why.reason):
        changes = differing(counted)
        if not changes:
            return None
        _require_authority(actor, counted.warehouse, changes, counted.known)
        return write_posting(
            actor,
            Posting.Kind.COUNT,
            changes,
            why,
            company_id=counted.warehouse.company_id,
            establishment_id=counted.warehouse.establishment_id,
            now=now,
        )


def read_count(actor: Actor, warehouse_id: int, lines: Sequence[Line], why: Why, *, now: datetime) -> Counted:
    """What needs no lock. Raises `StockRefused` for what cannot be counted, or by whom or why."""
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
        if line.quantity > ZERO:
            refuse_kit(known.products[line.product_id], number)
        key = (line.product_id, warehouse.pk, line.unit_id, line.lot_id)
        counted[key] += line.quantity
        first.setdefault(key, number)
    return Counted(warehouse, known, counted, first)


def differing(counted: Counted) -> list[Change]:
    """The differences to the balances, which are locked. Raises `BelowReserved`."""
    balances = locked_balances(counted.quantities)
    _require_reserved(balances, counted.quantities, counted.first, counted.known)
    return [
        Change(key, quantity - balances[key].on_hand)
        for key, quantity in counted.quantities.items()
        if quantity != balances[key].on_hand
    ]


def _require_reserved(
    balances: Mapping[Key, Balance], counted: Mapping[Key, Decimal], first: Mapping[Key, int], known: Named
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
            "ajusta tanto. Envie a contagem para aprovação de quem possa."
        )


def _in_stock_units(change: Change, known: Named) -> Fraction:
    product = known.products[change.key[0]]
    return Fraction(change.quantity) * (known.factors.between(product.pk, change.key[2], product.unit_id) or 1)
