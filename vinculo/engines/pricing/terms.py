"""Payment terms: when each part falls due, how far away the money is on average, and what waiting for it costs.

`30/60/90` are days after the invoice (DDL); with a DFM term they run from the end of the invoice's month. `0` is an
entry paid at once. Shares are percentage points that sum to 100; without them every part is equal. Interest is in
points a month of thirty days. Source of the three ways to charge it: company policy, chosen for each term.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.kernel.exact import HUNDRED, ONE, ZERO, exact
from vinculo.kernel.refusal import Refused

MONTH: Final = Decimal(30)
MOST_PARTS: Final = 120
MOST_DAYS: Final = 3_650


class DueBase(Enum):
    """From when the days of a term are counted."""

    INVOICE = "ddl"
    MONTH_END = "dfm"


class Interest(Enum):
    """How a term changes the price. `FLAT` is a fixed percentage, a discount when negative; the others charge `rate`
    points a month: on the average term (simple, compound), or part by part at present value."""

    NONE = "none"
    FLAT = "flat"
    SIMPLE = "simple"
    COMPOUND = "compound"
    PRESENT_VALUE = "present_value"


class Residue(Enum):
    """Which instalment takes the cents that do not divide; in the last three, each is cut to cents before."""

    LAST = "last"
    FIRST = "first"
    CUT_LAST = "cut_last"
    CUT_FIRST = "cut_first"
    SPREAD = "spread"


class BadTerm(Refused):
    """A payment term that cannot be; without a `field`, what is wrong is in its days."""


@dataclass(frozen=True, slots=True)
class PaymentTerm:
    """`days` ascending, `shares` in points (empty: equal parts); `rate` in points; the minima in reais.

    Raises `BadTerm` for a term that makes no sense, `NotExact` for a figure that is not a `Decimal`.
    """

    name: str
    days: tuple[int, ...]
    shares: tuple[Decimal, ...] = ()
    base: DueBase = DueBase.INVOICE
    interest: Interest = Interest.NONE
    rate: Decimal = ZERO
    minimum_order: Decimal = ZERO
    minimum_instalment: Decimal = ZERO
    taxes_in_first: bool = False
    residue: Residue = Residue.LAST

    def __post_init__(self) -> None:
        if not self.days:
            raise BadTerm("Informe ao menos um vencimento.")
        if len(self.days) > MOST_PARTS or max(self.days) > MOST_DAYS:
            raise BadTerm(f"Um prazo tem no máximo {MOST_PARTS} parcelas em {MOST_DAYS} dias.")
        if min(self.days) < 0 or list(self.days) != sorted(set(self.days)):
            raise BadTerm("Os vencimentos precisam crescer: 30/60/90.")
        if self.shares and (len(self.shares) != len(self.days) or sum(self.shares, ZERO) != HUNDRED):
            raise BadTerm("Os percentuais precisam ser um por vencimento e somar 100.", field="shares")
        if any(exact(share, "share") <= ZERO for share in self.shares):
            raise BadTerm("Cada parcela precisa de um percentual maior que zero.", field="shares")
        if exact(self.rate, "rate") <= -HUNDRED:
            raise BadTerm("O desconto do prazo não pode chegar a 100%.", field="rate")
        if self.rate < ZERO and self.interest is not Interest.FLAT:
            raise BadTerm("Os juros do prazo não podem ser negativos.", field="rate")
        for name in ("minimum_order", "minimum_instalment"):
            if exact(getattr(self, name), name) < ZERO:
                raise BadTerm("O valor mínimo não pode ser negativo.", field=name)

    def due_on(self, invoiced_on: date) -> tuple[date, ...]:
        """The due dates of the parts of an invoice of `invoiced_on`."""
        start = invoiced_on
        if self.base is DueBase.MONTH_END:
            start = invoiced_on.replace(day=monthrange(invoiced_on.year, invoiced_on.month)[1])
        return tuple(invoiced_on if not days else start + timedelta(days=days) for days in self.days)

    def waits(self, invoiced_on: date | None = None) -> tuple[int, ...]:
        """Days from the invoice to each part; a DFM term waits longer the earlier in the month the invoice is."""
        if self.base is DueBase.INVOICE or invoiced_on is None:
            return self.days
        return tuple((due - invoiced_on).days for due in self.due_on(invoiced_on))

    def average_days(self, invoiced_on: date | None = None) -> Decimal:
        """d̄ = Σ (days × share): how far away the money is, on average."""
        waits = self.waits(invoiced_on)
        if not self.shares:
            return Decimal(sum(waits)) / len(waits)
        return sum((Decimal(wait) * share for wait, share in zip(waits, self.shares, strict=True)), ZERO) / HUNDRED

    def factor(self, invoiced_on: date | None = None) -> Decimal:
        """What a cash price is multiplied by. At 2 points a month 30/60/90 gives 1.04 simple, 1.0404 compound and
        1.040264 at present value."""
        rate = self.rate / HUNDRED
        match self.interest:
            case Interest.NONE:
                return ONE
            case Interest.FLAT:
                return ONE + rate
            case Interest.SIMPLE:
                return ONE + rate * self.average_days(invoiced_on) / MONTH
            case Interest.COMPOUND:
                return (ONE + rate) ** (self.average_days(invoiced_on) / MONTH)
            case Interest.PRESENT_VALUE:
                return ONE / self._present_value(rate, invoiced_on)

    def _present_value(self, rate: Decimal, invoiced_on: date | None) -> Decimal:
        waits = self.waits(invoiced_on)
        shares = self.shares or (HUNDRED / len(waits),) * len(waits)
        discounted = (share * (ONE + rate) ** (-wait / MONTH) for wait, share in zip(waits, shares, strict=True))
        return sum(discounted, ZERO) / HUNDRED


_TERM_INPUTS: Final = {"term": Unit.TEXT, "rate": Unit.PERCENT, "average": Unit.NUMBER, "factor": Unit.NUMBER}
_FLAT_UP: Final = StepKind(
    "price.term", "Condição de pagamento", "{term}: acréscimo de {rate} sobre {before} = {after}.",
    _TERM_INPUTS, Unit.UNIT_PRICE, "Condição de pagamento da empresa",
)  # fmt: skip
_FLAT_DOWN: Final = StepKind(
    "price.term", "Condição de pagamento", "{term}: desconto de {rate} sobre {before} = {after}.",
    _TERM_INPUTS, Unit.UNIT_PRICE, "Condição de pagamento da empresa",
)  # fmt: skip
_INTEREST: Final = {
    Interest.SIMPLE: StepKind(
        "price.term", "Juros do prazo",
        "{term}: prazo médio de {average} dias a {rate} ao mês, juros simples: {before} × {factor} = {after}.",
        _TERM_INPUTS, Unit.UNIT_PRICE, "Condição de pagamento da empresa",
    ),
    Interest.COMPOUND: StepKind(
        "price.term", "Juros do prazo",
        "{term}: prazo médio de {average} dias a {rate} ao mês, juros compostos: {before} × {factor} = {after}.",
        _TERM_INPUTS, Unit.UNIT_PRICE, "Condição de pagamento da empresa",
    ),
    Interest.PRESENT_VALUE: StepKind(
        "price.term", "Juros do prazo",
        "{term}: cada parcela trazida a valor presente a {rate} ao mês: {before} × {factor} = {after}.",
        _TERM_INPUTS, Unit.UNIT_PRICE, "Condição de pagamento da empresa",
    ),
}  # fmt: skip


def term_step(term: PaymentTerm, before: Decimal, after: Decimal, factor: Decimal, average: Decimal) -> Step:
    """How the term moved the unit price from `before` to `after`."""
    if term.interest is Interest.FLAT:
        kind = _FLAT_UP if term.rate >= ZERO else _FLAT_DOWN
    else:
        kind = _INTEREST[term.interest]
    figures = (term.name, abs(term.rate), average.quantize(_TENTH).normalize(), factor.quantize(_MICRO))
    return kind.step(after, *figures, before=before)


_TENTH: Final = Decimal("0.1")
_MICRO: Final = Decimal("0.000001")
_ENTRY_AND: Final = re.compile(r"(?:0|entrada)\s*\+\s*(\d{1,3})")
_TIMES: Final = re.compile(r"(\d{1,3})\s*(?:x|vezes)")


def read_days(text: str) -> tuple[tuple[int, ...], DueBase]:
    """The days of a term as people write it: `30/60/90`, `28 ddl`, `30/60 dfm`, `à vista`, `entrada + 2`, `0+2`, `3x`.

    Parts that are only counted (`0+2`, `3x`) fall due every thirty days. Raises `BadTerm`.
    """
    words = " ".join(text.lower().split())
    base = DueBase.MONTH_END if "dfm" in words or "fora o mês" in words else DueBase.INVOICE
    words = re.sub(r"\b(ddl|dfm|dias?|fora o mês|dd)\b", "", words).strip(" .")
    if words in ("à vista", "a vista", "vista", "entrada"):
        return (0,), base
    if counted := _ENTRY_AND.fullmatch(words):
        return tuple(range(0, 30 * int(counted[1]) + 1, 30)), base
    if counted := _TIMES.fullmatch(words):
        return tuple(range(30, 30 * int(counted[1]) + 1, 30)), base
    parts = [part.strip() for part in re.split(r"[/,;\s]+", words.replace("entrada", "0").replace("e", "/")) if part]
    if not parts or not all(part.isdecimal() and part.isascii() and len(part) <= 4 for part in parts):
        raise BadTerm("Escreva os vencimentos em dias, separados por barra: 30/60/90.")
    return tuple(int(part) for part in parts), base
