"""Quotas drawn on by reservations and given back: always after the balances are locked, in the order of their ids."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from vinculo.customers.models import Party
from vinculo.stock import rules
from vinculo.stock.models import Quota, QuotaUse
from vinculo.stock.rules import QuotaBalance
from vinculo.stock.words import amount

_IN_FORCE = """
    select exists (select from stock_quota
        where product_id = any(%(products)s::bigint[]) and starts_on <= %(on)s and ends_on >= %(on)s)
"""


@dataclass(frozen=True, slots=True)
class Draw:
    """What a line takes of quotas, in the product's stock unit, and by whom it is limited."""

    line: int
    product_id: int
    quantity: Decimal
    establishment_id: int
    representative_id: int
    party: Party | None

    def matches(self, quota: Quota) -> bool:
        if quota.product_id != self.product_id:
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
    if not _any_in_force({line.product_id for line in lines}, on):
        return Drawn((), {})
    quotas = list(
        Quota.objects.select_for_update(no_key=True, of=("self",))
        .select_related("unit", "establishment", "representative", "party")
        .filter(_of(lines), product_id__in={line.product_id for line in lines}, starts_on__lte=on, ends_on__gte=on)
        .order_by("id")
    )
    used = {quota.pk: quota.used for quota in quotas}
    taken: list[tuple[int, int, Decimal]] = []
    shortages: dict[int, str] = {}
    for line in lines:
        matching = [quota for quota in quotas if line.matches(quota)]
        short = rules.exhausted(
            line.quantity, [QuotaBalance(quota.pk, quota.limit, used[quota.pk]) for quota in matching]
        )
        if short is not None:
            shortages[line.line] = _sentence(next(quota for quota in matching if quota.pk == short.key), short)
            continue
        for quota in matching:
            used[quota.pk] += line.quantity
            taken.append((line.line, quota.pk, line.quantity))
    return Drawn(taken, shortages)


def _any_in_force(product_ids: Collection[int], on: date) -> bool:
    """Most products have no quota: one look at an index spares the locking of rows with all that they name."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, {"products": list(product_ids), "on": on})
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
    until = f"{quota.ends_on:%d/%m/%Y}"
    return (
        f"A cota de {quota.subject} até {until} tem {amount(balance.balance, quota.unit.code)} de saldo "
        f"(limite {amount(quota.limit, quota.unit.code)}, usado {amount(balance.used, quota.unit.code)})."
    )


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
