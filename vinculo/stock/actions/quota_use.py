"""Quotas drawn on by reservations and given back: always after the balances are locked, in the order of their ids."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from vinculo.catalogue.models import Product
from vinculo.customers.models import Party
from vinculo.stock import rules
from vinculo.stock.models import Quota, QuotaUse
from vinculo.stock.queries.units import Factors, NotExact, factors_of
from vinculo.stock.rules import QuotaBalance
from vinculo.stock.words import amount

_IN_FORCE = """
    select exists (select from stock_quota
            where product_id = any(%(products)s::bigint[]) and starts_on <= %(on)s and ends_on >= %(on)s)
        or exists (select from stock_quota
            where line_id = any(%(lines)s::bigint[]) and starts_on <= %(on)s and ends_on >= %(on)s)
"""


@dataclass(frozen=True, slots=True)
class Draw:
    """What a line takes of quotas, in the product's stock unit, and by whom it is limited.

    `is_whole_kit`: of the kit itself, whose components, drawn beside it, are what counts for the quota of a line.
    """

    line: int
    product: Product
    quantity: Decimal
    establishment_id: int
    representative_id: int
    party: Party | None
    is_whole_kit: bool = False

    def matches(self, quota: Quota) -> bool:
        if quota.line_id is not None:
            if self.is_whole_kit or quota.line_id != self.product.line_id:
                return False
        elif quota.product_id != self.product.pk:
            return False
        match quota.dimension:
            case Quota.Dimension.BRANCH:
                return quota.establishment_id == self.establishment_id
            case Quota.Dimension.REPRESENTATIVE:
                return quota.representative_id == self.representative_id
            case Quota.Dimension.CUSTOMER:
                return self.party is not None and quota.party_id == self.party.pk
            case _:
                return self.party is not None and quota.classification == self.party.classification


@dataclass(frozen=True, slots=True)
class Drawn:
    """What may be taken, as (line, quota, quantity); or the sentence of each line that some quota does not bear."""

    taken: Sequence[tuple[int, int, Decimal]]
    shortages: dict[int, str]


def draw(lines: Sequence[Draw], *, on: date) -> Drawn:
    """Lock the quotas in force for the lines and see what they bear. `write_uses` then takes it."""
    products = {line.product.pk for line in lines}
    product_lines = {line.product.line_id for line in lines if line.product.line_id is not None}
    if not _any_in_force(products, product_lines, on):
        return Drawn((), {})
    quotas = list(
        Quota.objects.select_for_update(no_key=True, of=("self",))
        .select_related("unit", "line", "establishment", "representative", "party")
        .filter(_of(lines), Q(product_id__in=products) | Q(line_id__in=product_lines))
        .filter(starts_on__lte=on, ends_on__gte=on)
        .order_by("id")
    )
    by_line = {product.pk for quota in quotas if quota.line_id for product in (line.product for line in lines)}
    factors = factors_of(lines[0].product.company_id, by_line, on=on)
    used = {quota.pk: quota.used for quota in quotas}
    taken: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    shortages: dict[int, str] = {}
    for line in lines:
        matching = [quota for quota in quotas if line.matches(quota)]
        try:
            wanted = {quota.pk: _in_its_unit(line, quota, factors) for quota in matching}
        except NotExact as inexact:
            shortages[line.line] = str(inexact)
            continue
        short = next(
            (
                (quota, lacking)
                for quota in matching
                if (lacking := rules.exhausted(wanted[quota.pk], [_balance_of(quota, used)])) is not None
            ),
            None,
        )
        if short is not None:
            shortages[line.line] = _sentence(*short)
            continue
        for quota in matching:
            used[quota.pk] += wanted[quota.pk]
            taken[line.line, quota.pk] += wanted[quota.pk]
    return Drawn([(line, quota, quantity) for (line, quota), quantity in taken.items()], shortages)


def _balance_of(quota: Quota, used: Mapping[int, Decimal]) -> QuotaBalance:
    return QuotaBalance(quota.pk, quota.limit, used[quota.pk])


def _in_its_unit(line: Draw, quota: Quota, factors: Factors) -> Decimal:
    """What the line takes in the unit of the quota. Raises `NotExact`, with a sentence, when it cannot be told."""
    if quota.unit_id == line.product.unit_id:
        return line.quantity
    quantity = factors.convert(line.product.pk, line.quantity, line.product.unit_id, quota.unit_id)
    if quantity is None:
        raise NotExact(
            f"{line.product.code}: a cota da {quota.goods.lower()} é em {quota.unit.code}, e não há fator para ela."
        )
    return quantity


def _any_in_force(product_ids: Collection[int], line_ids: Collection[int], on: date) -> bool:
    """Most products have no quota: one look at an index spares the locking of rows with all that they name."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, {"products": list(product_ids), "lines": list(line_ids), "on": on})
        return bool(cursor.fetchone()[0])


def _of(lines: Sequence[Draw]) -> Q:
    parties = [line.party for line in lines if line.party is not None]
    return (
        Q(establishment_id__in={line.establishment_id for line in lines})
        | Q(representative_id__in={line.representative_id for line in lines})
        | Q(party_id__in={party.pk for party in parties})
        | Q(dimension=Quota.Dimension.CLASS, classification__in={party.classification for party in parties})
    )


def _sentence(quota: Quota, balance: QuotaBalance) -> str:
    of = f"{quota.subject} na {quota.goods.lower()}" if quota.line_id else quota.subject
    left, limit, used = (amount(each, quota.unit.code) for each in (balance.balance, balance.limit, balance.used))
    return f"A cota de {of} até {quota.ends_on:%d/%m/%Y} tem {left} de saldo (limite {limit}, usado {used})."


def write_uses(company_id: int, uses: Sequence[tuple[int, int, Decimal]]) -> None:
    """`uses` are (reservation, quota, quantity), of quotas that `draw` locked."""
    QuotaUse.objects.bulk_create(
        QuotaUse(company_id=company_id, reservation_id=reservation, quota_id=quota, quantity=quantity, held=quantity)
        for reservation, quota, quantity in uses
    )


def give_back(reservation_ids: Collection[int]) -> None:
    """Return what released reservations held of quotas."""
    uses = list(QuotaUse.objects.filter(reservation_id__in=reservation_ids, held__gt=0))
    by_quota: dict[int, list[int]] = defaultdict(list)
    for use in uses:
        by_quota[use.quota_id].append(use.pk)
    list(Quota.objects.select_for_update(no_key=True).filter(pk__in=by_quota).order_by("id").values_list("pk"))
    QuotaUse.objects.filter(pk__in=[use.pk for use in uses]).update(held=0)
