"""The unit price of one line: the starting price, then every percentage on what the one before left, rounded once.

10 + 5 + 2 % off 1,000.00 is 1000 × 0.9 × 0.95 × 0.98 = 837.90, which is 16.21 % and not 17 %. Order: negotiation,
promotion, payment term, matrix of discounts and surcharges, what the seller typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.pricing.line import Negotiation, PricedLine, PromotionBand, RoundingPolicy
from vinculo.engines.pricing.problems import Problem, ProblemCode
from vinculo.engines.pricing.sources import Precedence, StartingPrice, conversion, shown, starting_price
from vinculo.engines.pricing.terms import Interest, PaymentTerm, term_step
from vinculo.kernel.exact import HUNDRED, ONE, ZERO, rounded
from vinculo.kernel.figures import plain_number


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """`price` is rounded; `before_seller` and `after_seller` are the price before and after what the seller typed, with
    every decimal."""

    start: StartingPrice
    price: Decimal
    before_seller: Decimal
    after_seller: Decimal
    places: int
    problems: tuple[Problem, ...]
    steps: tuple[Step, ...]


_DOWN: Final = "{name}: {percent} de desconto sobre {before} = {after}."
_UP: Final = "{name}: {percent} de acréscimo sobre {before} = {after}."
_NAMED: Final = {"name": Unit.TEXT, "percent": Unit.PERCENT}


def _both_ways(code: str, title: str, source: str) -> tuple[StepKind, StepKind]:
    """A percentage that may take off or add."""
    return (
        StepKind(code, title, _DOWN, _NAMED, Unit.UNIT_PRICE, source),
        StepKind(code, title, _UP, _NAMED, Unit.UNIT_PRICE, source),
    )


_NEGOTIATION: Final = _both_ways("price.negotiation", "Negociação", "Política comercial da empresa")
_PROMOTION: Final = _both_ways("price.promotion", "Promoção", "Promoção por faixa de quantidade")
_ADJUSTMENT: Final = _both_ways("price.adjustment", "Desconto ou acréscimo", "Política comercial da empresa")
_SELLER: Final = (
    StepKind("price.seller", "Desconto do vendedor", _DOWN, _NAMED, Unit.UNIT_PRICE),
    StepKind("price.seller", "Acréscimo do vendedor", _UP, _NAMED, Unit.UNIT_PRICE),
)
_NEGOTIATED: Final = StepKind(
    "price.negotiation", "Negociação", "{name}: preço próprio de {after} no lugar de {before}.",
    {"name": Unit.TEXT}, Unit.UNIT_PRICE, "Política comercial da empresa",
)  # fmt: skip
_NEW_PRICE: Final = StepKind(
    "price.new_price", "Novo preço", "Para chegar a {after} a partir de {before}, o desconto é de {discount}.",
    {"discount": Unit.PERCENT}, Unit.UNIT_PRICE,
)  # fmt: skip
_NEW_PRICE_ABOVE: Final = StepKind(
    "price.new_price", "Novo preço", "Para chegar a {after} a partir de {before}, o acréscimo é de {surcharge}.",
    {"surcharge": Unit.PERCENT}, Unit.UNIT_PRICE,
)  # fmt: skip
_ROUNDED: Final = StepKind(
    "price.rounded", "Arredondamento", "{before} com {places} casas = {after}.",
    {"places": Unit.NUMBER}, Unit.UNIT_PRICE, "Casas decimais da tabela",
)  # fmt: skip
_CLOSED: Final = StepKind(
    "price.closed", "Preço fechado", "{name} tem preço fechado: negociação, promoção e prazo não o mudam.",
    {"name": Unit.TEXT}, Unit.UNIT_PRICE,
)  # fmt: skip


def unit_price(line: PricedLine, term: PaymentTerm | None, on: date, policy: RoundingPolicy) -> UnitPrice:
    """The unit price of a line on a day, with every step that led to it and every problem it has."""
    start = starting_price(line.candidates, quantity=line.quantity, unit=line.unit, factors=line.factors, on=on)
    places = policy.unit_places
    if start.candidate is None:
        return UnitPrice(start, ZERO, ZERO, ZERO, places, start.problems, start.derivation)
    if start.candidate.places is not None:
        places = start.candidate.places
    price, steps, problems = start.price, list(start.derivation), list(_quantity_problems(line))
    problems += _beyond(line, start.candidate.name, start.candidate.most, start.candidate.unit)
    if start.candidate.is_closed:
        steps.append(_CLOSED.step(shown(price), start.candidate.name))
    else:
        if line.negotiation is not None and (line.negotiation.percent or line.negotiation.price is not None):
            price, step = _negotiated(price, line.negotiation)
            steps.append(step)
        for band in _applicable(line, start.candidate.precedence is Precedence.PROMOTION, on):
            problems += _beyond(line, band.promotion, band.most, band.unit or line.unit)
            price, step = _percent(price, -band.percent, _promised(band, line.unit), _PROMOTION, band.row)
            steps.append(step)
        if term is not None and term.interest is not Interest.NONE:
            factor = term.factor(on)
            steps.append(term_step(term, shown(price), shown(price * factor), factor, term.average_days(on)))
            price *= factor
    for adjustment in filter(lambda each: each.percent, line.adjustments):
        price, step = _percent(price, adjustment.percent, adjustment.name, _ADJUSTMENT, adjustment.row)
        steps.append(step)
    before_seller = price
    price = _typed(line, price, steps)
    final = rounded(price, places, policy.unit)
    if final != price:
        steps.append(_ROUNDED.step(final, places, before=shown(price)))
    if final <= ZERO:
        problems.append(Problem(ProblemCode.NEGATIVE_PRICE))
    return UnitPrice(start, max(final, ZERO), before_seller, price, places, tuple(problems), tuple(steps))


def _promised(band: PromotionBand, unit: str) -> str:
    """`Leve mais, a partir de 100 UN`."""
    least = f", a partir de {plain_number(band.from_quantity)} {band.unit or unit}" if band.from_quantity else ""
    return f"{band.promotion}{least}"


def taken_off(before: Decimal, after: Decimal, places: int = 2) -> Decimal:
    """How much less `after` is than `before`, in points; negative when it is more, zero when nothing was there."""
    return rounded((before - after) * HUNDRED / before, places) if before > ZERO else ZERO


def cascaded(percents: Sequence[Decimal]) -> Decimal:
    """What several percentages in a row amount to: −10, −5 and −2 give −16.21 (negative: a discount)."""
    factor = ONE
    for percent in percents:
        factor *= ONE + percent / HUNDRED
    return (factor - ONE) * HUNDRED


def _typed(line: PricedLine, price: Decimal, steps: list[Step]) -> Decimal:
    if line.new_price is not None:
        less = taken_off(price, line.new_price)
        kind = _NEW_PRICE if less >= ZERO else _NEW_PRICE_ABOVE
        steps.append(kind.step(line.new_price, abs(less), before=shown(price)))
        return line.new_price
    for percent in (*(-discount for discount in line.discounts), *line.surcharges):
        if percent:
            price, step = _percent(price, percent, "Digitado", _SELLER, "")
            steps.append(step)
    return price


def _percent(
    price: Decimal, percent: Decimal, name: str, kinds: tuple[StepKind, StepKind], row: str
) -> tuple[Decimal, Step]:
    after = price * (HUNDRED + percent) / HUNDRED
    return after, kinds[percent >= ZERO].step(shown(after), name, abs(percent), before=shown(price), row=row)


def _negotiated(price: Decimal, negotiation: Negotiation) -> tuple[Decimal, Step]:
    if negotiation.price is None:
        return _percent(price, negotiation.percent, negotiation.name, _NEGOTIATION, negotiation.row)
    step = _NEGOTIATED.step(shown(negotiation.price), negotiation.name, before=shown(price), row=negotiation.row)
    return negotiation.price, step


def _applicable(line: PricedLine, from_promotion: bool, on: date) -> list[PromotionBand]:
    """The bands that apply: of each promotion the highest reached; those that join others, or the best alone."""
    reached: dict[str, PromotionBand] = {}
    for band in line.promotions:
        if not band.valid_from <= on <= band.valid_until or _quantity_in(line, band.unit) < band.from_quantity:
            continue
        known = reached.get(band.promotion)
        if known is None or _share(line, band) > _share(line, known):
            reached[band.promotion] = band
    together = [band for band in reached.values() if band.is_cumulative]
    alone = [] if from_promotion else [band for band in reached.values() if not band.is_cumulative]
    if not alone:
        return together
    best = max(alone, key=lambda band: (band.percent, band.valid_from))
    joined = -cascaded([-band.percent for band in together])
    return [best] if best.percent >= joined else together


def _beyond(line: PricedLine, promotion: str, most: Decimal | None, unit: str) -> list[Problem]:
    """The limit of a promotion (in `unit`) that what the order asks of the product passes."""
    if most is None:
        return []
    ratio = conversion(line.unit, unit, line.factors)
    asked = line.quantity if line.ordered is None else line.ordered
    if ratio is None or asked * ratio[0] <= most * ratio[1]:
        return []
    return [Problem(ProblemCode.PROMOTION_LIMIT, (promotion, most, unit))]


def _share(line: PricedLine, band: PromotionBand) -> Decimal:
    """How much of the line's quantity a band that it reaches asks for: bands in boxes and in units side by side."""
    quantity = _quantity_in(line, band.unit)
    return band.from_quantity / quantity if quantity else ZERO


def _quantity_in(line: PricedLine, unit: str) -> Decimal:
    ratio = conversion(line.unit, unit or line.unit, line.factors)
    return line.quantity * ratio[0] / ratio[1] if ratio else ZERO


def _quantity_problems(line: PricedLine) -> list[Problem]:
    if not line.multiple or not line.quantity % line.multiple:
        return []
    below = line.quantity - line.quantity % line.multiple
    return [Problem(ProblemCode.WRONG_MULTIPLE, (line.quantity, line.multiple, below, below + line.multiple))]
