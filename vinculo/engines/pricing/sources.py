"""Which price a line starts from: one of several candidates, by precedence, with the reason the others lost.

Contract > customer and product > promotion > the customer's list > the list of the region or channel > the base list.
Among candidates of one precedence the table given for the narrower case wins, then a price for the very unit sold over
one to be converted, then the largest quantity band reached, then the more specific row, then the newest validity; two
that still tie with different prices are told, never picked from. Company policy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Final

from vinculo.engines.derivation import Derivation, StepKind, Unit
from vinculo.engines.pricing.problems import Problem, ProblemCode
from vinculo.kernel.exact import ONE, UNIT_PRICE_PLACES, ZERO, rounded
from vinculo.kernel.figures import plain_number


class Precedence(IntEnum):
    """Where a price comes from; the lowest number wins."""

    CONTRACT = 1
    CUSTOMER_PRODUCT = 2
    PROMOTION = 3
    CUSTOMER_LIST = 4
    REGION_LIST = 5
    BASE_LIST = 6

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def words_to_yield_to(self) -> str:
        """The same after "cede": `ao contrato`, `à tabela base`."""
        article = "à" if self.words.startswith(("promoção", "tabela")) else "ao"
        return f"{article} {self.words}"


_WORDS = {
    Precedence.CONTRACT: "contrato",
    Precedence.CUSTOMER_PRODUCT: "preço do cliente para o produto",
    Precedence.PROMOTION: "promoção",
    Precedence.CUSTOMER_LIST: "tabela do cliente",
    Precedence.REGION_LIST: "tabela da região ou do canal",
    Precedence.BASE_LIST: "tabela base",
}


@dataclass(frozen=True, slots=True)
class PriceCandidate:
    """A price that might apply: `price` in reais for one `unit`, from `from_quantity` of that unit on.

    `nearness` is how narrowly its table was given (a customer's for this site before a customer's for any). `name` and
    `row` say which list or contract and which of its rows. `balance` is what is left of a contract, in
    `unit`; None: without limit. `most` limits the quantity of the product in one order, in `unit`. `places` is the
    decimals a unit price of this list keeps. `is_closed`: the price is agreed as it is, so negotiation, promotion and
    term do not touch it. Validity includes both days.
    """

    precedence: Precedence
    price: Decimal
    unit: str
    name: str
    row: str = ""
    from_quantity: Decimal = ZERO
    valid_from: date = date.min
    valid_until: date = date.max
    specificity: int = 0
    nearness: int = 0
    balance: Decimal | None = None
    most: Decimal | None = None
    places: int | None = None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class UnitFactor:
    """One `unit` holds `stock_units / per` units of stock: a box of twelve is 12, a third of a litre is 1 per 3."""

    unit: str
    stock_units: Decimal
    per: Decimal = ONE


@dataclass(frozen=True, slots=True)
class StartingPrice:
    """The candidate chosen and its price for one unit of sale, unrounded; or the problem that left the line without."""

    candidate: PriceCandidate | None
    price: Decimal
    problems: tuple[Problem, ...]
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class _Sold:
    """What is sold and when, in the eyes of a candidate."""

    quantity: Decimal
    unit: str
    factors: Sequence[UnitFactor]
    on: date

    def is_in_time(self, each: PriceCandidate) -> bool:
        return each.valid_from <= self.on <= each.valid_until

    def in_unit_of(self, each: PriceCandidate) -> Decimal | None:
        """The quantity in the candidate's unit; None where it does not convert."""
        if each.unit == self.unit:
            return self.quantity
        ratio = conversion(self.unit, each.unit, self.factors)
        return None if ratio is None else self.quantity * ratio[0] / ratio[1]

    def reaches(self, each: PriceCandidate) -> bool:
        """Whether the candidate may be the price of it: in time, in a unit that converts, in its band and balance."""
        if not self.is_in_time(each) or (reached := self.in_unit_of(each)) is None:
            return False
        return reached >= each.from_quantity and (each.balance is None or each.balance >= reached)

    def band_of(self, each: PriceCandidate) -> Decimal:
        """Where the candidate's band begins, in the unit sold where it converts."""
        ratio = conversion(each.unit, self.unit, self.factors)
        return each.from_quantity * ratio[0] / ratio[1] if ratio else each.from_quantity

    def rank(self, each: PriceCandidate) -> tuple[int, int, bool, Decimal, int, int]:
        """What places a candidate among the others; the least is the best."""
        return (
            each.precedence,
            -each.nearness,
            each.unit != self.unit,
            -self.band_of(each),
            -each.specificity,
            -each.valid_from.toordinal(),
        )


_LIST: Final = StepKind(
    "price.list", "Preço de origem", "{source}[ “{name}”][, a partir de {least}]: {after} por {unit}.",
    dict.fromkeys(("source", "name", "least", "unit"), Unit.TEXT), Unit.UNIT_PRICE,
    "Precedência de preços da empresa",
)  # fmt: skip
_UNITS: Final = {"sold": Unit.TEXT, "listed": Unit.TEXT, "sold_factor": Unit.NUMBER, "listed_factor": Unit.NUMBER}
_CONVERSION: Final = StepKind(
    "price.conversion", "Conversão de unidade",
    "1 {sold} vale {sold_factor} e 1 {listed} vale {listed_factor} na unidade de estoque:"
    " {before} × {sold_factor} ÷ {listed_factor} = {after} por {sold}.",
    _UNITS, Unit.UNIT_PRICE, "Fator de conversão do produto",
)  # fmt: skip
_INTO_MORE: Final = StepKind(
    _CONVERSION.code, _CONVERSION.title,
    "1 {sold} tem {sold_factor} {listed}: {before} × {sold_factor} = {after} por {sold}.",
    _UNITS, Unit.UNIT_PRICE, _CONVERSION.source,
)  # fmt: skip
_INTO_LESS: Final = StepKind(
    _CONVERSION.code, _CONVERSION.title,
    "1 {listed} tem {listed_factor} {sold}: {before} ÷ {listed_factor} = {after} por {sold}.",
    _UNITS, Unit.UNIT_PRICE, _CONVERSION.source,
)  # fmt: skip
_CONTRACT: Final = StepKind(
    "price.contract", "Preço de contrato", "{name}: {after} por {unit} no lugar de {before}.",
    {"name": Unit.TEXT, "unit": Unit.TEXT}, Unit.UNIT_PRICE, "Precedência de preços da empresa",
)  # fmt: skip


def starting_price(
    candidates: Sequence[PriceCandidate],
    *,
    quantity: Decimal,
    unit: str,
    factors: Sequence[UnitFactor],
    on: date,
) -> StartingPrice:
    """The price a line of `quantity` of `unit` starts from on a day. A contract with balance replaces the list's."""
    sold = _Sold(quantity, unit, factors, on)
    standing = [each for each in candidates if sold.reaches(each)]
    contracts = [each for each in standing if each.precedence is Precedence.CONTRACT]
    lists = [each for each in standing if each.precedence is not Precedence.CONTRACT]
    if not standing:
        return StartingPrice(None, ZERO, (_why_none(candidates, sold),), ())
    listed = _chosen(lists, sold)
    agreed = _chosen(contracts, sold)
    for choice in (agreed, listed):
        if isinstance(choice, Problem):
            return StartingPrice(None, ZERO, (choice,), ())
    steps: Derivation = ()
    price = ZERO
    if isinstance(listed, PriceCandidate):
        price, steps = _converted(listed, _losers(listed, candidates, contracts, sold), sold)
    if isinstance(agreed, PriceCandidate):
        before = price
        price, agreed_steps = _converted(agreed, "", sold)
        if steps:
            agreed_steps = (_CONTRACT.step(shown(price), agreed.name, unit, before=shown(before), row=agreed.row),)
        return StartingPrice(agreed, price, (), steps + agreed_steps)
    assert isinstance(listed, PriceCandidate)
    return StartingPrice(listed, price, (), steps)


def conversion(sold: str, listed: str, factors: Sequence[UnitFactor]) -> tuple[Decimal, Decimal] | None:
    """(multiplier, divisor) from a price for one `listed` to one for one `sold`; None without both factors."""
    if sold == listed:
        return ONE, ONE
    known = {factor.unit: factor for factor in factors}
    if sold not in known or listed not in known:
        return None
    one, other = known[sold], known[listed]
    return one.stock_units * other.per, other.stock_units * one.per


def shown(price: Decimal) -> Decimal:
    """A price inside the cascade as a derivation shows it: ten decimals at most, while the reckoning keeps them all."""
    exponent = price.as_tuple().exponent
    is_long = isinstance(exponent, int) and exponent < -UNIT_PRICE_PLACES
    return rounded(price, UNIT_PRICE_PLACES) if is_long else price


def _chosen(standing: Sequence[PriceCandidate], sold: _Sold) -> PriceCandidate | Problem | None:
    if not standing:
        return None
    best, *others = sorted(standing, key=sold.rank)
    for other in others:
        if sold.rank(other) != sold.rank(best):
            break
        if (other.price, other.unit) != (best.price, best.unit):
            return Problem(ProblemCode.AMBIGUOUS_PRICE, (_named(best), _named(other)))
    return best


def _converted(chosen: PriceCandidate, note: str, sold: _Sold) -> tuple[Decimal, Derivation]:
    unit, factors = sold.unit, sold.factors
    words = chosen.precedence.words.capitalize()
    name = "" if chosen.name.casefold() == words.casefold() else chosen.name
    first = _LIST.step(chosen.price, words, name, _band(chosen), chosen.unit, row=_named(chosen), note=note)
    ratio = conversion(unit, chosen.unit, factors)
    if ratio is None or chosen.unit == unit:
        return chosen.price, (first,)
    price = chosen.price * ratio[0] / ratio[1]
    known = {factor.unit: shown(factor.stock_units / factor.per) for factor in factors}
    own, listed = known[unit], known[chosen.unit]
    kind = _INTO_MORE if listed == ONE else _INTO_LESS if own == ONE else _CONVERSION
    return price, (first, kind.step(shown(price), unit, chosen.unit, own, listed, before=chosen.price))


def _band(each: PriceCandidate) -> str:
    """`50 UN`, from which the price holds; empty when it holds for any quantity."""
    return f"{plain_number(each.from_quantity)} {each.unit}" if each.from_quantity else ""


def _losers(
    best: PriceCandidate, candidates: Sequence[PriceCandidate], contracts: Sequence[PriceCandidate], sold: _Sold
) -> str:
    """Why the nearest other candidates lost, in one sentence; the `contracts` that stand have not lost."""
    lost = [each for each in candidates if each is not best and each not in contracts]
    said = "; ".join(f"{_named(each)} ({_reason(each, best, sold)})" for each in sorted(lost, key=sold.rank)[:3])
    return f"Não valeram: {said}." if said else ""


def _reason(each: PriceCandidate, best: PriceCandidate, sold: _Sold) -> str:
    if not sold.is_in_time(each):
        starts = sold.on < each.valid_from
        return f"começa em {each.valid_from:%d/%m/%Y}" if starts else f"terminou em {each.valid_until:%d/%m/%Y}"
    reached = sold.in_unit_of(each)
    if reached is None:
        return f"falta o fator de conversão de {each.unit} para {sold.unit}"
    if reached < each.from_quantity:
        return f"só a partir de {_band(each)}"
    if each.balance is not None and reached > each.balance:
        return f"saldo de {plain_number(each.balance)} {each.unit}, menor que a quantidade"
    if each.precedence > best.precedence:
        return f"{each.precedence.words} cede {best.precedence.words_to_yield_to}"
    if each.nearness < best.nearness:
        return "cede à tabela de venda mais específica"
    if each.unit != sold.unit and best.unit == sold.unit:
        return f"é por {each.unit}, e há preço por {sold.unit}"
    if sold.band_of(each) < sold.band_of(best):
        return "faixa de quantidade menor"
    return "linha menos específica" if each.specificity < best.specificity else "vigência mais antiga"


def _why_none(candidates: Sequence[PriceCandidate], sold: _Sold) -> Problem:
    unconverted = [each for each in candidates if sold.is_in_time(each) and sold.in_unit_of(each) is None]
    if unconverted:
        return Problem(ProblemCode.MISSING_CONVERSION, (min(unconverted, key=sold.rank).unit, sold.unit))
    return Problem(ProblemCode.NO_PRICE)


def _named(each: PriceCandidate) -> str:
    return f"{each.name}, {each.row}" if each.row else each.name
