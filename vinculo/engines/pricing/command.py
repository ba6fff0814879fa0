"""`vinculo price FILE.json`: the file describes a `PricedOrder` (docs/algorithms/pricing.md)."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from vinculo.engines import command
from vinculo.engines.pricing.instalments import InstalmentPlan, instalments
from vinculo.engines.pricing.order import OrderPrice, PricedOrder, price_order
from vinculo.engines.pricing.problems import Problem
from vinculo.engines.pricing.terms import BadTerm
from vinculo.kernel.allocation import CannotAllocate
from vinculo.kernel.exact import NotExact

USAGE: Final = "uso: python -m vinculo price ARQUIVO.json"


@dataclass(frozen=True, slots=True)
class ToldProblem:
    """A problem in words; `line` is None for one of the whole order."""

    line: int | None
    code: str
    severity: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PricedFile:
    """What is printed: the price with its derivation, the instalments (with a term) of its operation, the problems."""

    price: OrderPrice
    instalments: InstalmentPlan | None
    problems: tuple[ToldProblem, ...]


def main(arguments: list[str]) -> int:
    """Price the order of the file and print the result with its derivation; the exit code."""
    if len(arguments) != 1 or (arguments[0].startswith("-") and arguments[0] != "-"):
        return command.told([USAGE], command.BAD_INPUT)
    try:
        return command.run(arguments[0], PricedOrder, priced)
    except BadTerm as wrong:
        return command.told([wrong.sentence], command.BAD_INPUT)
    except NotExact as wrong:
        return command.told([f"Um valor não é um número exato: {wrong}"], command.BAD_INPUT)


def priced(order: PricedOrder) -> PricedFile:
    """The order priced; a line without price, two of one number or a header that cannot be shared is refused in a
    sentence each."""
    twice = [number for number, times in Counter(line.number for line in order.lines).items() if times > 1]
    if twice:
        raise command.Refusal([f"Há mais de um item com o número {number}." for number in twice])
    empty = [
        f"Item {line.number}: A quantidade precisa ser maior que zero." for line in order.lines if line.quantity <= 0
    ]
    if empty:
        raise command.Refusal(empty)
    try:
        price = price_order(order)
    except CannotAllocate as refused:
        raise command.Refusal([refused.sentence]) from refused
    unpriced = [
        f"Item {line.number}: {problem.sentence}"
        for line in price.lines
        if not line.is_priced
        for problem in line.problems
    ]
    if unpriced:
        raise command.Refusal(unpriced)
    plan = instalments(price.operation, order.term, order.on) if order.term else None
    told = [_told(problem, line.number) for line in price.lines for problem in line.problems]
    return PricedFile(price, plan, (*told, *(_told(problem, None) for problem in price.problems)))


def _told(problem: Problem, line: int | None) -> ToldProblem:
    return ToldProblem(line, problem.code.value, problem.severity.value, problem.sentence)
