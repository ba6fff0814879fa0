"""Reserving stock, and letting go of it. All lines of a request or none; quotas go with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from vinculo.customers.models import Party
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.organization.models import User
from vinculo.organization.queries import parameter_value
from vinculo.stock import rules
from vinculo.stock.actions.kits import components, kits_among
from vinculo.stock.actions.movements import lot_stock
from vinculo.stock.actions.posting import lock_stock_of
from vinculo.stock.actions.quota_use import Draw, draw, write_uses
from vinculo.stock.actions.reach import Named, check_quantity, named, warehouses_of
from vinculo.stock.inputs import Line, Purpose, Wanted
from vinculo.stock.models import Allocation, Balance, Reservation, ScheduledReceipt, Warehouse
from vinculo.stock.parameters import RESERVATION_HOURS
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.alternatives import alternatives_for
from vinculo.stock.queries.demands import demands_of
from vinculo.stock.queries.units import NotExact
from vinculo.stock.refusals import NothingToPost, NotKnown, ReasonNeeded, Short, Shortage, StockRefused
from vinculo.stock.rules import ZERO, LotDemand, Skipped
from vinculo.stock.verbs import Verb
from vinculo.stock.words import amount

_SKIPPED = {
    Skipped.QUARANTINE: "em quarentena",
    Skipped.EXPIRED: "com a validade vencida",
    Skipped.SHORT_LIFE: "com validade menor que a exigida",
}


@dataclass(frozen=True, slots=True)
class _Held:
    """What one line takes: of which balance or receipt, in the unit kept there."""

    balance_id: int | None
    receipt_id: int | None
    quantity: Decimal


class _Missing(Exception):
    """One line cannot be served; the text is a sentence."""


def reserve(actor: Actor, wanted: Sequence[Wanted], purpose: Purpose, *, now: datetime) -> list[Reservation]:
    """Reserve every line for the same purpose, or none: one reservation for each line, in their order.

    A kit sold as one line holds its components, all in the line's warehouse. Lots are chosen first expired, first
    out, among those the customer accepts; every quota in force is drawn on. Raises
    `Short` with a sentence and the alternatives of each line that cannot be served, and `StockRefused` for what makes
    no sense.
    """
    actor.require(Permission.RESERVE)
    request = _Request.read(actor, wanted, purpose, now=now)
    with audit.writing(actor, Verb.RESERVED, reason=purpose.reason):
        held, missing = request.allocate()
        if not missing:
            draws = draw(request.quota_lines(), on=request.today)
            missing = draws.shortages
        if not missing:
            return request.write(held, draws.taken)
    # The transaction wrote nothing; alternatives are looked for after its locks are gone.
    raise Short(
        [
            Shortage(
                number,
                sentence,
                alternatives_for(actor, wanted[number], on=request.today, demand=request.demand(number)),
            )
            for number, sentence in sorted(missing.items())
        ]
    )


@dataclass(frozen=True, slots=True)
class _Request:
    actor: Actor
    wanted: Sequence[Wanted]
    parts: Sequence[Sequence[Wanted]]
    purpose: Purpose
    known: Named
    warehouses: dict[int, Warehouse]
    demands: dict[int, LotDemand]
    owner_id: int
    party: Party | None
    now: datetime
    today: date

    @classmethod
    def read(cls, actor: Actor, wanted: Sequence[Wanted], purpose: Purpose, *, now: datetime) -> "_Request":
        """Everything that needs no lock. Raises `StockRefused`."""
        if not wanted:
            raise NothingToPost
        if not purpose.reason.strip():
            raise ReasonNeeded
        if purpose.expires_at is not None and purpose.expires_at <= now:
            raise StockRefused("A reserva precisa vencer no futuro.", field="expires_at")
        today = timezone.localdate(now)
        lines = [Line(each.product_id, each.unit_id, each.quantity, each.lot_id) for each in wanted]
        known = named(actor, lines, on=today)
        for number, line in enumerate(lines):
            if line.quantity <= ZERO:
                raise StockRefused("A quantidade precisa ser maior que zero.", field="quantity", line=number)
            known.check(line, number, needs_lot=False)
        kits = kits_among(actor.company_id, known)
        parts: list[list[Wanted]] = []
        for number, (line, each) in enumerate(zip(lines, wanted, strict=True)):
            if line.product_id in kits and each.receipt_id is not None:
                raise StockRefused("Um kit é reservado do estoque dos seus componentes.", field="receipt", line=number)
            taken = components(line, number, known, kits)
            parts.append(
                [replace(each, product_id=p.product_id, unit_id=p.unit_id, quantity=p.quantity) for p in taken]
            )
        if kits:
            flat = [Line(part.product_id, part.unit_id, part.quantity, part.lot_id) for each in parts for part in each]
            known = named(actor, [*lines, *flat], on=today)
        warehouses = warehouses_of(actor, (each.warehouse_id for each in wanted))
        closed = next((place for place in warehouses.values() if not place.sells), None)
        if closed is not None:
            raise StockRefused(f"O armazém {closed.name} não é de venda.", field="warehouse")
        lives = {pk: product.minimum_shelf_life for pk, product in known.products.items()}
        return cls(
            actor,
            wanted,
            parts,
            purpose,
            known,
            warehouses,
            demands_of(actor.company_id, purpose.party_id, lives),
            _owner_id(actor, purpose),
            _party(actor, purpose),
            now,
            today,
        )

    def demand(self, number: int) -> LotDemand:
        return self.demands[self.wanted[number].product_id]

    def allocate(self) -> tuple[list[list[_Held]], dict[int, str]]:
        """What each line takes, and the sentence of each line that finds too little. Locks what it reads."""
        from_stock = [each for parts in self.parts for each in parts if each.receipt_id is None]
        balances = lock_stock_of([(each.product_id, each.warehouse_id) for each in from_stock]) if from_stock else []
        receipt_ids = {each.receipt_id for each in self.wanted if each.receipt_id is not None}
        receipts = (
            (
                ScheduledReceipt.objects.visible_to(self.actor).open().select_for_update(no_key=True).order_by("id")
            ).in_bulk(receipt_ids)
            if receipt_ids
            else {}
        )
        free = {balance.pk: balance.on_hand - balance.reserved for balance in balances}
        coming = {pk: receipt.quantity - receipt.received - receipt.committed for pk, receipt in receipts.items()}
        held: list[list[_Held]] = []
        missing: dict[int, str] = {}
        for number, line in enumerate(self.wanted):
            try:
                if line.receipt_id is not None:
                    held.append([self._from_receipt(line, receipts.get(line.receipt_id), coming)])
                else:
                    held.append(self._from_components(line, self.parts[number], balances, free))
            except _Missing as lack:
                missing[number] = str(lack)
        return held, missing

    def _from_components(
        self, line: Wanted, parts: Sequence[Wanted], balances: Sequence[Balance], free: dict[int, Decimal]
    ) -> list[_Held]:
        """What each part of the line takes: the line itself, or every component of its kit."""
        held: list[_Held] = []
        lacks: list[str] = []
        for part in parts:
            try:
                held.extend(self._from_balances(part, balances, free))
            except _Missing as lack:
                lacks.append(str(lack))
        if lacks:
            product = self.known.products[line.product_id]
            kit = "" if parts[0].product_id == product.pk else f"{product.code}: falta componente do kit. "
            raise _Missing(kit + " ".join(lacks))
        return held

    def _from_balances(self, line: Wanted, balances: Sequence[Balance], free: dict[int, Decimal]) -> list[_Held]:
        """From what is kept in the unit asked for or, if it does not suffice, in the stock unit."""
        here = [
            each
            for each in balances
            if (each.product_id, each.warehouse_id) == (line.product_id, line.warehouse_id)
            and (line.lot_id is None or each.lot_id == line.lot_id)
        ]
        product = self.known.products[line.product_id]
        demand = self.demands[product.pk] if line.lot_id is None else rules.ANY_LOT
        best: tuple[int, rules.Allocation] | None = None
        for unit_id in dict.fromkeys((line.unit_id, product.unit_id)):
            quantity = self._converted(line, unit_id)
            if quantity is None:
                continue
            stocks = [lot_stock(each, free[each.pk]) for each in here if each.unit_id == unit_id]
            found = rules.allocate(quantity, stocks, on=self.today, demand=demand)
            if not found.missing:
                for take in found.takes:
                    free[take.key] -= take.quantity
                return [_Held(take.key, None, take.quantity) for take in found.takes]
            if best is None or found.takes or found.skipped:
                best = (unit_id, found)
        raise _Missing(self._lack(line, best))

    def _converted(self, line: Wanted, unit_id: int) -> Decimal | None:
        try:
            quantity = self.known.factors.convert(line.product_id, line.quantity, line.unit_id, unit_id)
        except NotExact:
            return None
        if quantity is not None:
            check_quantity(quantity, self.known.units[unit_id])
        return quantity

    def _lack(self, line: Wanted, best: tuple[int, rules.Allocation] | None) -> str:
        product, place = self.known.products[line.product_id], self.warehouses[line.warehouse_id]
        asked = amount(line.quantity, self.known.units[line.unit_id].code)
        if best is None:
            return f"{product.code}: não há saldo nesta unidade em {place.name}."
        unit_id, found = best
        free = sum((take.quantity for take in found.takes), ZERO)
        lot = f", lote {self.known.lots[line.lot_id].number}" if line.lot_id else ""
        sentence = f"{product.code}{lot}: pediu {asked}, e em {place.name} "
        sentence += f"só há {amount(free, self.known.units[unit_id].code)}." if free else "não há disponível."
        if self.demands[product.pk].single_lot and line.lot_id is None:
            sentence += " O cliente exige um só lote, e nenhum tem tudo."
        reasons = dict.fromkeys(_SKIPPED[reason] for _, reason in found.skipped if reason in _SKIPPED)
        return sentence + (f" Há lote {', '.join(reasons)}." if reasons else "")

    def _from_receipt(self, line: Wanted, receipt: ScheduledReceipt | None, coming: dict[int, Decimal]) -> _Held:
        product = self.known.products[line.product_id]
        if receipt is None or receipt.product_id != product.pk or receipt.warehouse_id != line.warehouse_id:
            raise NotKnown(f"{product.code}: o recebimento programado não existe ou já foi encerrado.")
        quantity = self._converted(line, receipt.unit_id)
        if quantity is None or coming[receipt.pk] < quantity:
            unit = self.known.units.get(receipt.unit_id)
            left = amount(coming[receipt.pk], unit.code if unit else "")
            raise _Missing(
                f"{product.code}: o recebimento de {receipt.expected_on:%d/%m/%Y} só tem {left} por prometer."
            )
        coming[receipt.pk] -= quantity
        return _Held(None, receipt.pk, quantity)

    def quota_lines(self) -> list[Draw]:
        """What each line takes of quotas, in the product's stock unit: a kit of its own and of its components'."""
        return [
            Draw(
                number,
                self.known.products[each.product_id],
                self._converted(each, self.known.products[each.product_id].unit_id) or each.quantity,
                self.warehouses[each.warehouse_id].establishment_id,
                self.owner_id,
                self.party,
                is_whole_kit=each is line and parts[0].product_id != line.product_id,
            )
            for number, (line, parts) in enumerate(zip(self.wanted, self.parts, strict=True))
            for each in ([line] if parts[0].product_id == line.product_id else [line, *parts])
        ]

    def write(self, held: Sequence[Sequence[_Held]], taken: Sequence[tuple[int, int, Decimal]]) -> list[Reservation]:
        """`taken` are (line, quota, quantity)."""
        first = self.warehouses[self.wanted[0].warehouse_id]
        expires_at = self.purpose.expires_at or self.now + timedelta(
            hours=int(parameter_value(first.company_id, RESERVATION_HOURS.key, establishment_id=first.establishment_id))
        )
        reservations = Reservation.objects.bulk_create(
            Reservation(
                company_id=self.actor.company_id,
                establishment_id=self.warehouses[line.warehouse_id].establishment_id,
                team_id=self.actor.team_id if self.owner_id == self.actor.user_id else None,
                owner_id=self.owner_id,
                product=self.known.products[line.product_id],
                warehouse=self.warehouses[line.warehouse_id],
                unit=self.known.units[line.unit_id],
                quantity=line.quantity,
                party=self.party,
                reason=self.purpose.reason.strip(),
                document=self.purpose.document.strip(),
                created_at=self.now,
                expires_at=expires_at,
            )
            for line in self.wanted
        )
        Allocation.objects.bulk_create(
            Allocation(
                company_id=self.actor.company_id,
                reservation=reservation,
                balance_id=each.balance_id,
                receipt_id=each.receipt_id,
                quantity=each.quantity,
                held=each.quantity,
            )
            for reservation, parts in zip(reservations, held, strict=True)
            for each in parts
        )
        write_uses(self.actor.company_id, [(reservations[line].pk, quota, much) for line, quota, much in taken])
        return reservations


def _owner_id(actor: Actor, purpose: Purpose) -> int:
    if purpose.owner_id is None:
        return actor.user_id
    colleagues = User.objects.filter(company_id=actor.company_id, is_active=True)
    if not colleagues.filter(pk=purpose.owner_id).exists():
        raise NotKnown("O responsável não existe ou está inativo.", field="owner")
    return purpose.owner_id


def _party(actor: Actor, purpose: Purpose) -> Party | None:
    if purpose.party_id is None:
        return None
    party = Party.objects.visible_to(actor).filter(pk=purpose.party_id).first()
    if party is None:
        raise NotKnown("O cliente não existe ou não está ao seu alcance.", field="party")
    return party
