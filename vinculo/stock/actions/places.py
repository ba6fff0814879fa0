"""Warehouses, lots, and what customers ask of lots."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError
from django.db.models import ProtectedError

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.database.breaches import broken_constraint
from vinculo.stock.inputs import NewLot
from vinculo.stock.models import Balance, Lot, LotRequirement, Warehouse
from vinculo.stock.permissions import Permission
from vinculo.stock.refusals import InUse, StockRefused
from vinculo.stock.verbs import Verb


def save_warehouse(actor: Actor, warehouse: Warehouse) -> Warehouse:
    """Add or change a warehouse. One that holds stock keeps its establishment and stays active."""
    actor.require(Permission.CONFIGURE)
    try:
        with audit.writing(actor, Verb.WAREHOUSE_SAVED):
            if warehouse.pk is not None:
                _keep_what_holds_stock(warehouse)
            warehouse.save()
    except IntegrityError as error:
        if broken_constraint(error) == "warehouse_code_is_unique":
            raise StockRefused("Já existe um armazém com este código.", field="code") from error
        raise
    return warehouse


def _keep_what_holds_stock(warehouse: Warehouse) -> None:
    before = Warehouse.objects.select_for_update().get(pk=warehouse.pk)
    holds = Balance.objects.filter(warehouse=warehouse, on_hand__gt=0).exists()
    if warehouse.establishment_id != before.establishment_id and warehouse.balances.exists():
        raise StockRefused("Um armazém que já teve movimento não muda de estabelecimento.", field="establishment")
    if holds and not warehouse.is_active:
        raise StockRefused("Este armazém ainda tem saldo: transfira-o antes de desativar.", field="is_active")


def delete_warehouse(actor: Actor, warehouse: Warehouse) -> None:
    """Only one that was never used. Raises `InUse`."""
    actor.require(Permission.CONFIGURE)
    try:
        with audit.writing(actor, Verb.WAREHOUSE_DELETED):
            warehouse.delete()
    except ProtectedError as error:
        raise InUse("Este armazém já teve movimento. Desative-o para que deixe de ser oferecido.") from error


def lot_for(actor: Actor, new: NewLot) -> Lot:
    """The lot of this product and number, made when it is new. A date the label says and the lot lacks is filled in.

    Raises `StockRefused` when a date differs from the one known: two lots with one number are a mistake.
    """
    with audit.writing(actor, Verb.LOT_SAVED):
        lot, is_new = Lot.objects.get_or_create(
            product_id=new.product_id,
            number=new.number.strip().upper(),
            defaults={
                "company_id": actor.company_id,
                "manufactured_on": new.manufactured_on,
                "expires_on": new.expires_on,
            },
        )
        if not is_new:
            _complete(lot, new)
    return lot


def _complete(lot: Lot, new: NewLot) -> None:
    for name, words in (("manufactured_on", "fabricação"), ("expires_on", "validade")):
        said: date | None = getattr(new, name)
        known: date | None = getattr(lot, name)
        if said is None or said == known:
            continue
        if known is not None:
            raise StockRefused(f"O lote {lot.number} já existe com {words} {known:%d/%m/%Y}.", field=name)
        setattr(lot, name, said)
        lot.save(update_fields=[name])


@dataclass(frozen=True, slots=True)
class LotData:
    """What may be changed of a lot."""

    manufactured_on: date | None
    expires_on: date | None
    status: str
    note: str


def edit_lot(actor: Actor, lot: Lot, data: LotData) -> Lot:
    """Raises `StockRefused` when it would expire before it was made."""
    actor.require(Permission.CONFIGURE)
    try:
        with audit.writing(actor, Verb.LOT_SAVED):
            lot.manufactured_on, lot.expires_on = data.manufactured_on, data.expires_on
            lot.status, lot.note = data.status, data.note.strip()
            lot.save(update_fields=["manufactured_on", "expires_on", "status", "note"])
    except IntegrityError as error:
        if broken_constraint(error) == "lot_expires_after_it_is_made":
            raise StockRefused("A validade vem antes da fabricação.", field="expires_on") from error
        raise
    return lot


def save_requirement(actor: Actor, requirement: LotRequirement) -> LotRequirement:
    """Raises `StockRefused` when there is one already for the same customer or class and product."""
    actor.require(Permission.CONFIGURE)
    try:
        with audit.writing(actor, Verb.REQUIREMENT_SAVED):
            requirement.company_id = actor.company_id
            requirement.save()
    except IntegrityError as error:
        if broken_constraint(error) == "one_lot_requirement_for_each":
            raise StockRefused("Já existe uma exigência para este cliente (ou classe) e produto.") from error
        raise
    return requirement


def delete_requirement(actor: Actor, requirement: LotRequirement) -> None:
    actor.require(Permission.CONFIGURE)
    with audit.writing(actor, Verb.REQUIREMENT_DELETED):
        requirement.delete()
