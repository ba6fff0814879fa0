"""Quotas kept by whoever may: added, their limits changed, balance moved from one to another."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError

from vinculo.catalogue.models import Line, Product, Unit
from vinculo.customers.models import Party
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.database.breaches import broken_constraint
from vinculo.organization.models import Establishment, User
from vinculo.stock.actions.reach import check_quantity
from vinculo.stock.models import Quota, QuotaTransfer
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import InUse, ReasonNeeded, StockRefused
from vinculo.stock.rules import ZERO
from vinculo.stock.verbs import Verb
from vinculo.stock.words import amount


@dataclass(frozen=True, slots=True)
class NewQuota:
    """A quota to be added. Of the four subjects, the one of the dimension is filled.

    Of a product, with `limit` in its stock unit; or, without one, of a line, in `unit`.
    """

    product: Product | None
    dimension: str
    starts_on: date
    ends_on: date
    limit: Decimal
    establishment: Establishment | None = None
    representative: User | None = None
    party: Party | None = None
    classification: str = ""
    line: Line | None = None
    unit: Unit | None = None


def add_quota(actor: Actor, new: NewQuota) -> Quota:
    """Raises `StockRefused` when there is one already for the same product or line, subject and period."""
    actor.require(Permission.QUOTAS)
    unit = new.product.unit if new.product is not None else new.unit
    if unit is None or (new.product is None) == (new.line is None):
        raise StockRefused("Escolha um produto, ou uma linha e a unidade em que ela é limitada.", field="product")
    check_quantity(new.limit, unit)
    dimension = Quota.Dimension(new.dimension)
    try:
        with audit.writing(actor, Verb.QUOTA_ADDED):
            return Quota.objects.create(
                company_id=actor.company_id,
                product=new.product,
                line=new.line,
                unit=unit,
                dimension=dimension,
                establishment=new.establishment if dimension == Quota.Dimension.BRANCH else None,
                representative=new.representative if dimension == Quota.Dimension.REPRESENTATIVE else None,
                party=new.party if dimension == Quota.Dimension.CUSTOMER else None,
                classification=new.classification if dimension == Quota.Dimension.CLASS else "",
                starts_on=new.starts_on,
                ends_on=new.ends_on,
                limit=new.limit,
            )
    except IntegrityError as error:
        if broken_constraint(error) == "one_quota_for_each_and_period":
            raise StockRefused("Já existe uma cota do mesmo produto ou linha para o mesmo alvo e período.") from error
        raise


def change_limit(actor: Actor, quota_id: int, limit: Decimal) -> Quota:
    """Another limit; never less than is used."""
    actor.require(Permission.QUOTAS)
    with audit.writing(actor, Verb.QUOTA_EDITED):
        quota = _locked(actor, [quota_id])[quota_id]
        check_quantity(limit, quota.unit)
        if limit < quota.used:
            raise StockRefused(f"Já foram usadas {amount(quota.used, quota.unit.code)} desta cota.", field="limit")
        quota.limit = limit
        quota.save(update_fields=["limit"])
    return quota


def move_balance(
    actor: Actor, from_id: int, to_id: int, quantity: Decimal, reason: str, *, now: datetime
) -> QuotaTransfer:
    """Move balance to another quota of the same product or line. Raises `StockRefused` beyond the balance."""
    actor.require(Permission.QUOTAS)
    if not reason.strip():
        raise ReasonNeeded
    if from_id == to_id:
        raise StockRefused("Escolha outra cota como destino.", field="to_quota")
    with audit.writing(actor, Verb.QUOTA_MOVED, reason=reason):
        quotas = _locked(actor, [from_id, to_id])
        giver, taker = quotas[from_id], quotas[to_id]
        if (giver.product_id, giver.line_id, giver.unit_id) != (taker.product_id, taker.line_id, taker.unit_id):
            raise StockRefused("As duas cotas precisam ser do mesmo produto ou linha.", field="to_quota")
        if quantity <= ZERO:
            raise StockRefused("A quantidade precisa ser maior que zero.", field="quantity")
        check_quantity(quantity, giver.unit)
        balance = giver.limit - giver.used
        if quantity > balance:
            raise StockRefused(f"Esta cota tem {amount(balance, giver.unit.code)} de saldo.", field="quantity")
        giver.limit -= quantity
        taker.limit += quantity
        for quota in (giver, taker):
            quota.save(update_fields=["limit"])
        return QuotaTransfer.objects.create(
            company_id=actor.company_id,
            from_quota=giver,
            to_quota=taker,
            quantity=quantity,
            reason=reason.strip(),
            by_id=actor.user_id,
            at=now,
        )


def delete_quota(actor: Actor, quota_id: int) -> None:
    """Only one that nobody used or moved. Raises `InUse`."""
    actor.require(Permission.QUOTAS)
    with audit.writing(actor, Verb.QUOTA_DELETED):
        quota = _locked(actor, [quota_id])[quota_id]
        if quota.uses.exists() or quota.given.exists() or quota.taken.exists():
            raise InUse("Esta cota já foi usada: mude o limite em vez de excluí-la.")
        quota.delete()


def _locked(actor: Actor, ids: list[int]) -> dict[int, Quota]:
    rows = Quota.objects.visible_to(actor)
    for pk in ids:
        get_or_404(rows, pk)
    locked = Quota.objects.select_for_update(no_key=True, of=("self",)).select_related("unit")
    return {quota.pk: quota for quota in locked.filter(pk__in=ids).order_by("id")}
