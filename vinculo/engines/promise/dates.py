"""The promised date of one line, from the figures given: stock, reservations, receipts, times and calendars.

In stock: order day (the next business day after the cut-off hour) + picking. Otherwise the first scheduled receipt that
covers the quantity + picking. Otherwise order day + lead time. Then the first run of the route, then the transit, in
business days of the place of delivery. Wednesday 18-11-2026 + 3 business days in SP is Tuesday 24-11-2026.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final

from vinculo.engines.derivation import Derivation, Step, StepKind, Unit
from vinculo.engines.promise.calendars import ANYWHERE, EVERY_DAY, Place, Route
from vinculo.kernel.exact import ZERO, exact


class Basis(Enum):
    """What a delivery stands on."""

    STOCK = "stock"
    RECEIPT = "receipt"
    LEAD_TIME = "lead_time"

    @property
    def words(self) -> str:
        return {"stock": "estoque", "receipt": "recebimento programado", "lead_time": "prazo de reposição"}[self.value]


class PromiseProblem(Enum):
    """Why there is no promise, or why the promise needs authority."""

    NO_SOURCE = "no_source"
    NO_ROUTE = "no_route"
    LATER_THAN_WANTED = "later_than_wanted"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    PromiseProblem.NO_SOURCE: "Não há estoque, recebimento programado nem prazo de reposição que atenda a quantidade.",
    PromiseProblem.NO_ROUTE: "A rota de entrega não roda no próximo ano.",
    PromiseProblem.LATER_THAN_WANTED: "A data pedida é anterior à data possível; prometer antes exige alçada.",
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods expected: `free` is what no other order has taken."""

    expected_on: date
    free: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True)
class PromiseRequest:
    """`quantity` and stock in the same unit. `ordered_at` is local to the shipping place, whose cut-off is `cut_off`.

    `lead_days`, `picking_days` and `transit_days` are business days; without `lead_days` the product is not replenished
    on demand. `not_before` is the first day the product may be delivered from; `wanted` what the customer asked for.
    `today` is the day on which this is asked: a receipt expected before it is late, nobody knows until when, and
    promises nothing (None: none is late).
    """

    quantity: Decimal
    ordered_at: datetime
    on_hand: Decimal = ZERO
    reserved: Decimal = ZERO
    blocked: Decimal = ZERO
    receipts: tuple[Receipt, ...] = ()
    lead_days: int | None = None
    picking_days: int = 0
    transit_days: int = 0
    cut_off: time | None = None
    origin: Place = ANYWHERE
    destination: Place = ANYWHERE
    route: Route = EVERY_DAY
    not_before: date | None = None
    wanted: date | None = None
    today: date | None = None

    @property
    def coming(self) -> tuple[Receipt, ...]:
        """The receipts that may be counted on, in order of date."""
        known = [each for each in self.receipts if self.today is None or each.expected_on >= self.today]
        return tuple(sorted(known, key=lambda receipt: receipt.expected_on))

    @property
    def late(self) -> Decimal:
        """What should have come by now and did not."""
        return sum((each.free for each in self.receipts), ZERO) - sum((each.free for each in self.coming), ZERO)

    @property
    def available(self) -> Decimal:
        """What can be sold now: on hand − reserved − blocked, never less than nothing."""
        return max(self.on_hand - self.reserved - self.blocked, ZERO)


@dataclass(frozen=True, slots=True)
class Delivery:
    """So much of the line, leaving on one day and arriving on another."""

    quantity: Decimal
    ships_on: date
    arrives_on: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class Promise:
    """`promised` is when the whole line arrives, None when nothing covers it. `schedule` is what can be offered in
    parts, each as early as it can be; its quantities sum to the line, or to what can be had."""

    promised: date | None
    ships_on: date | None
    basis: Basis | None
    schedule: tuple[Delivery, ...]
    problems: tuple[PromiseProblem, ...]
    derivation: Derivation

    @property
    def is_split(self) -> bool:
        return len(self.schedule) > 1


_START: Final = StepKind(
    "promise.start", "Dia do pedido", "Pedido em {day} às {hour}, {cut_off}: começa a contar em {after}.",
    {"day": Unit.DATE, "hour": Unit.TEXT, "cut_off": Unit.TEXT}, Unit.DATE, "Calendário do estabelecimento",
)  # fmt: skip
_STOCK: Final = StepKind(
    "promise.stock", "Estoque disponível",
    "{on_hand} em estoque − {reserved} reservado − {blocked} bloqueado = {after}; o item pede {quantity}.",
    dict.fromkeys(("on_hand", "reserved", "blocked", "quantity"), Unit.NUMBER), Unit.NUMBER, "Posição de estoque",
)  # fmt: skip
_RECEIPT: Final = StepKind(
    "promise.receipt", "Recebimento programado",
    "Com o que chega até {after}, há {cumulative} livres para {quantity}.",
    {"cumulative": Unit.NUMBER, "quantity": Unit.NUMBER}, Unit.DATE, "Estoque programado",
)  # fmt: skip
_LATE: Final = StepKind(
    "promise.late", "Recebimento atrasado",
    "{after} que deviam ter chegado antes de {today} não contam: sem nova data, não se sabe quando chegam.",
    {"today": Unit.DATE}, Unit.NUMBER, "Estoque programado",
)  # fmt: skip
_READY: Final = StepKind(
    "promise.ready", "Pronto para sair", "{before} + {days} de separação = {after}.",
    {"days": Unit.BUSINESS_DAYS}, Unit.DATE, "Parâmetro de separação",
)  # fmt: skip
_LEAD: Final = StepKind(
    "promise.lead_time", "Prazo de reposição", "{before} + {days} de reposição = {after}.",
    {"days": Unit.BUSINESS_DAYS}, Unit.DATE, "Data de promessa do produto",
)  # fmt: skip
_NOT_BEFORE: Final = StepKind(
    "promise.not_before", "Primeira data do produto", "O produto só sai a partir de {after}.",
    {}, Unit.DATE, "Data de promessa do produto",
)  # fmt: skip
_ROUTE: Final = StepKind(
    "promise.route", "Rota de entrega", "A rota {route} sai em {after}.", {"route": Unit.TEXT}, Unit.DATE,
    "Calendário da rota",
)  # fmt: skip
_MISSED: Final = StepKind(
    "promise.route_missed", "Corte da rota",
    "Pedido às {hour}, depois do corte da rota {route} às {cut_off}: a saída do dia já fechou;"
    " vale a primeira a partir de {after}.",
    {"route": Unit.TEXT, "hour": Unit.TEXT, "cut_off": Unit.TEXT}, Unit.DATE, "Calendário da rota",
)  # fmt: skip
_TRANSIT: Final = StepKind(
    "promise.transit", "Entrega", "{before} + {days} de transporte em {place} = {after}.",
    {"days": Unit.BUSINESS_DAYS, "place": Unit.TEXT}, Unit.DATE, "Calendário do destino",
)  # fmt: skip

_BROUGHT: Final = {
    Basis.STOCK: "que há em estoque", Basis.RECEIPT: "de recebimento programado", Basis.LEAD_TIME: "de reposição",
}  # fmt: skip
_PART: Final = StepKind(
    "promise.part", "Entrega em partes", "{quantity} {basis}: sai em {ships_on} e chega em {after}.",
    {"quantity": Unit.NUMBER, "basis": Unit.TEXT, "ships_on": Unit.DATE}, Unit.DATE, "O que já dá para entregar",
)  # fmt: skip


def promise(request: PromiseRequest) -> Promise:
    """When the whole line can be delivered, and the deliveries that can be offered until then."""
    quantity = exact(request.quantity, "quantity")
    start = _start(request)
    clock = request.ordered_at.strftime("%H:%M")
    cut_off = f"corte às {request.cut_off:%H:%M}" if request.cut_off else "sem hora de corte"
    steps = [
        _START.step(start, request.ordered_at.date(), clock, cut_off),
        _STOCK.step(request.available, request.on_hand, request.reserved, request.blocked, quantity),
    ]
    if request.available < quantity and request.late and request.today:
        steps.append(_LATE.step(request.late, request.today))
    basis, ready = _whole(request, start, steps)
    schedule, stuck = _schedule(request, start)
    parts = [_PART.step(each.arrives_on, each.quantity, _BROUGHT[each.basis], each.ships_on) for each in schedule]
    offered = parts if len(parts) > 1 or basis is None else []
    problems: list[PromiseProblem] = []
    if basis is None or ready is None:
        return Promise(None, None, None, schedule, (PromiseProblem.NO_SOURCE,), (*steps, *offered))
    ships_on, arrives_on = _delivered(request, ready, steps)
    if ships_on is None or arrives_on is None or stuck:
        return Promise(None, None, basis, schedule, (PromiseProblem.NO_ROUTE,), tuple(steps))
    if request.wanted is not None and request.wanted < arrives_on:
        problems.append(PromiseProblem.LATER_THAN_WANTED)
    return Promise(arrives_on, ships_on, basis, schedule, tuple(problems), (*steps, *offered))


def _start(request: PromiseRequest) -> date:
    """The order day: the next business day when it is not one, or when the cut-off has passed."""
    day = request.ordered_at.date()
    late = request.cut_off is not None and request.ordered_at.time() > request.cut_off
    if late and request.origin.is_business_day(day):
        day += timedelta(days=1)
    return request.origin.next_business_day(day)


def _whole(request: PromiseRequest, start: date, steps: list[Step]) -> tuple[Basis | None, date | None]:
    """What the whole quantity stands on and when it is ready to leave."""
    if request.available >= request.quantity:
        return Basis.STOCK, _picked(request, start, steps)
    cumulative = request.available
    for receipt in request.coming:
        cumulative += receipt.free
        if cumulative >= request.quantity:
            steps.append(_RECEIPT.step(receipt.expected_on, cumulative, request.quantity))
            return Basis.RECEIPT, _picked(request, max(start, receipt.expected_on), steps)
    if request.lead_days is None:
        return None, None
    ready = request.origin.after(start, request.lead_days)
    steps.append(_LEAD.step(ready, request.lead_days, before=start))
    # What is there is picked meanwhile, which may take longer.
    if request.available and request.origin.after(start, request.picking_days) > ready:
        ready = _picked(request, start, steps)
    return Basis.LEAD_TIME, ready


def _picked(request: PromiseRequest, day: date, steps: list[Step]) -> date:
    ready = request.origin.after(day, request.picking_days)
    if ready != day:
        steps.append(_READY.step(ready, request.picking_days, before=day))
    return ready


def _delivered(request: PromiseRequest, ready: date, steps: list[Step]) -> tuple[date | None, date | None]:
    """The day the goods leave and the day they arrive, by the route and the transit."""
    if request.not_before is not None and ready < request.not_before:
        ready = request.not_before
        steps.append(_NOT_BEFORE.step(ready))
    route, ordered_at = request.route, request.ordered_at
    if route.cut_off is not None and ready <= ordered_at.date() and ordered_at.time() > route.cut_off:
        ready = ordered_at.date() + timedelta(days=1)
        hours = (f"{ordered_at:%H:%M}", f"{route.cut_off:%H:%M}")
        steps.append(_MISSED.step(ready, route.name or "de entrega", *hours))
    ships_on = route.next_run(ready, request.origin)
    if ships_on is None:
        return None, None
    if not route.is_every_day:
        steps.append(_ROUTE.step(ships_on, route.name or "de entrega"))
    if not request.transit_days and route.runs_on(ships_on, request.destination):
        return ships_on, ships_on
    arrives_on = request.destination.after(ships_on, request.transit_days)
    if arrives_on != ships_on:
        place = request.destination.name or request.destination.uf or "destino"
        steps.append(_TRANSIT.step(arrives_on, request.transit_days, place, before=ships_on))
    return ships_on, arrives_on


def _schedule(request: PromiseRequest, start: date) -> tuple[tuple[Delivery, ...], bool]:
    """The parts that can be delivered, each as early as it can; and whether the route never runs.

    A receipt later than the goods made on demand brings nothing forward: what is missing comes with those.
    """
    missing = request.quantity
    made = None
    if request.lead_days is not None and request.available + sum(each.free for each in request.coming) < missing:
        made = request.origin.after(start, request.lead_days)
    parts: list[tuple[Decimal, date, Basis]] = []
    taken = min(request.available, missing)
    if taken:
        parts.append((taken, request.origin.after(start, request.picking_days), Basis.STOCK))
        missing -= taken
    for receipt in request.coming:
        taken = min(receipt.free, missing)
        if taken > ZERO:
            ready = request.origin.after(max(start, receipt.expected_on), request.picking_days)
            if made is not None and ready > made:
                break
            parts.append((taken, ready, Basis.RECEIPT))
            missing -= taken
    if missing > ZERO and made is not None:
        parts.append((missing, made, Basis.LEAD_TIME))
    deliveries: list[Delivery] = []
    for quantity, ready, basis in parts:
        ships_on, arrives_on = _delivered(request, ready, [])
        if ships_on is None or arrives_on is None:
            return (), True
        deliveries.append(Delivery(quantity, ships_on, arrives_on, basis))
    deliveries.sort(key=lambda delivery: delivery.arrives_on)
    return _joined(deliveries), False


def _joined(deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """Deliveries of one day and basis become one."""
    joined: list[Delivery] = []
    for each in deliveries:
        last = joined[-1] if joined else None
        if last and (last.arrives_on, last.ships_on, last.basis) == (each.arrives_on, each.ships_on, each.basis):
            joined[-1] = Delivery(last.quantity + each.quantity, last.ships_on, last.arrives_on, last.basis)
        else:
            joined.append(each)
    return tuple(joined)
