"""The instalments of a document: amounts that sum to its total to the cent, due dates and banking days.

Each instalment is rounded half up (or cut, by the term) to cents; the residue goes where the term tells. The minimum
instalment of a term shortens it. A due date without bank business is payable on the next banking day without charge
(Lei 7.089/1983): both dates are told.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Derivation, Step, StepKind, Unit
from vinculo.engines.pricing.terms import BadTerm, PaymentTerm, Residue
from vinculo.kernel.calendar import next_banking_day
from vinculo.kernel.exact import CENT, HUNDRED, ZERO, Rounding, cents, exact
from vinculo.kernel.figures import amount_in_reais, percentage


@dataclass(frozen=True, slots=True)
class Instalment:
    """`due` by the term, `payable` the first banking day from it; `taxes` is the ST and IPI inside `amount`."""

    number: int
    due: date
    payable: date
    amount: Decimal
    taxes: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class InstalmentPlan:
    """The instalments in order of date; `below_minimum` when even a single one does not reach the `least` (reais)."""

    instalments: tuple[Instalment, ...]
    below_minimum: bool
    derivation: Derivation
    least: Decimal = ZERO


_SPLIT: Final = StepKind(
    "instalments.split", "Parcelas",
    "{term}: [{total} − IPI e ST {taxes} = ]{divided} em {count} parcelas{parts}[; {residue}].",
    {
        "term": Unit.TEXT, "total": Unit.MONEY, "taxes": Unit.MONEY, "divided": Unit.MONEY, "count": Unit.NUMBER,
        "parts": Unit.TEXT, "residue": Unit.TEXT,
    },
    Unit.MONEY, "Condição de pagamento da empresa",
)  # fmt: skip
_WHOLE: Final = StepKind(
    "instalments.split", "Parcelas", "{term}: uma parcela de {after}.",
    {"term": Unit.TEXT}, Unit.MONEY, "Condição de pagamento da empresa",
)  # fmt: skip
_TAXES: Final = StepKind(
    "instalments.taxes", "IPI e ST na primeira", "IPI e ST de {taxes} vão inteiros na primeira parcela, de {after}.",
    {"taxes": Unit.MONEY}, Unit.MONEY, "Condição de pagamento da empresa",
)  # fmt: skip
_SHORTENED: Final = StepKind(
    "instalments.minimum", "Parcela mínima",
    "Com a parcela mínima de {minimum}, o número de parcelas cai de {before} para {after}.",
    {"minimum": Unit.MONEY}, Unit.NUMBER, "Condição de pagamento ou matriz de valor mínimo, a maior das duas",
)  # fmt: skip
_DEFERRED: Final = StepKind(
    "instalments.banking_day", "Dia sem banco",
    "A parcela {number} vence em {before}, dia sem expediente bancário, e pode ser paga em {after} sem acréscimo.",
    {"number": Unit.NUMBER}, Unit.DATE, "Lei 7.089/1983, art. 1º",
)  # fmt: skip

_RESIDUE: Final = {
    Residue.LAST: "o que sobra do arredondamento fica na última",
    Residue.FIRST: "o que sobra do arredondamento fica na primeira",
    Residue.CUT_LAST: "sem arredondar, o que sobra fica na última",
    Residue.CUT_FIRST: "sem arredondar, o que sobra fica na primeira",
    Residue.SPREAD: "sem arredondar, os centavos que sobram vão um a um às primeiras",
}


def instalments(
    total: Decimal,
    term: PaymentTerm,
    invoiced_on: date,
    *,
    taxes: Decimal = ZERO,
    minimum: Decimal = ZERO,
    minimum_row: str = "",
    uf: str | None = None,
    local_holidays: Container[date] = (),
) -> InstalmentPlan:
    """`total` (reais, two decimals) in the instalments of `term`. `taxes` is the ST and IPI inside it.

    `minimum` is the least instalment (reais) that the row `minimum_row` of a matrix demands; of it and the term's own
    the larger holds. `uf` and `local_holidays` are of the place of payment. A total of zero has no instalments. Raises
    `BadTerm` for a negative total, one with fractions of a cent, or taxes above it.
    """
    total, taxes = exact(total, "total"), exact(taxes, "taxes")
    if total < ZERO or total != cents(total) or not ZERO <= taxes <= total:
        raise BadTerm("O total a parcelar precisa ser positivo, em centavos, e conter o IPI e a ST.")
    if not total:
        return InstalmentPlan((), below_minimum=False, derivation=())
    by_matrix = exact(minimum, "minimum") > term.minimum_instalment
    least = minimum if by_matrix else term.minimum_instalment
    first = taxes if term.taxes_in_first else ZERO
    # Nobody is charged nothing: each part has a cent at least.
    shortest = max(least, CENT)
    amounts = _amounts(total - first, term, first, shortest)
    steps = [_split(total, term, amounts, first) if len(amounts) > 1 else _WHOLE.step(total, term.name)]
    if len(amounts) < len(term.days):
        row = minimum_row if by_matrix else ""
        steps.insert(0, _SHORTENED.step(len(amounts), shortest, before=len(term.days), row=row))
    if first:
        steps.append(_TAXES.step(amounts[0], first))
    plan = []
    for number, (due, amount) in enumerate(zip(term.due_on(invoiced_on), amounts, strict=False), start=1):
        payable = next_banking_day(due, uf, local_holidays)
        if payable != due:
            steps.append(_DEFERRED.step(payable, number, before=due))
        plan.append(Instalment(number, due, payable, amount, first if number == 1 else ZERO))
    return InstalmentPlan(tuple(plan), min(amounts) < least, tuple(steps), least)


def _split(total: Decimal, term: PaymentTerm, amounts: Sequence[Decimal], first: Decimal) -> Step:
    """How the total was divided: equal parts as one figure, others one by one with their shares."""
    parts = [amounts[0] - first, *amounts[1:]]
    told, residue = [amount_in_reais(part) for part in parts], ""
    if term.shares and len(parts) == len(term.days):
        told = [f"{percentage(share)}, {words}" for share, words in zip(term.shares, told, strict=True)]
    elif len(set(parts)) > 1:
        residue = _RESIDUE[term.residue]
    words = f" de {told[0]}" if len(set(told)) == 1 else f": {'; '.join(told)}"
    return _SPLIT.step(total, term.name, total if first else ZERO, first, total - first, len(parts), words, residue)


def _amounts(goods: Decimal, term: PaymentTerm, first: Decimal, least: Decimal) -> tuple[Decimal, ...]:
    """As many of the term's instalments as reach the `least`, at least one; `first` is added to the first."""
    for count in range(len(term.days), 0, -1):
        amounts = share_out(goods, term.shares[:count] or (HUNDRED,) * count, term.residue)
        amounts = (amounts[0] + first, *amounts[1:])
        if count == 1 or min(amounts) >= least:
            return amounts
    raise AssertionError("a term has at least one day")


def share_out(total: Decimal, shares: tuple[Decimal, ...], residue: Residue) -> tuple[Decimal, ...]:
    """`total` by `shares` in cents, what is left where `residue` tells; never a negative part."""
    whole = sum(shares, ZERO)
    halves = (Rounding.HALF_UP,) if residue in (Residue.LAST, Residue.FIRST) else ()
    for mode in (*halves, Rounding.DOWN):
        amounts = [cents(total * share / whole, mode) for share in shares]
        left = total - sum(amounts, ZERO)
        if residue is Residue.SPREAD:
            return tuple(part + CENT * (place < left / CENT) for place, part in enumerate(amounts))
        place = -1 if residue in (Residue.LAST, Residue.CUT_LAST) else 0
        amounts[place] += left
        if amounts[place] >= ZERO:
            break
    return tuple(amounts)
