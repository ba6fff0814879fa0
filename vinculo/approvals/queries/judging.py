"""Which approvals a document needs, by the limits in force on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from vinculo.approvals.kinds import LIMITS
from vinculo.approvals.models import Level
from vinculo.approvals.parameters import STYLE
from vinculo.catalogue.models import Product
from vinculo.engines import approval
from vinculo.engines.approval import Criterion, Judgement, Limit, Measure, Style
from vinculo.engines.decision import Fact, Table
from vinculo.matrices.queries import table
from vinculo.organization.models import Establishment
from vinculo.organization.queries import parameter_value


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a document to be judged. `facts` choose the row of the limit: customer, customer_class, product_line;
    the establishment is added. `where` says what part of the document it is of.
    """

    criterion: str
    value: Decimal
    where: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Authority:
    """What figures of an establishment are judged by: the limits in force, the levels, the code of the place, how a
    document goes up."""

    limits: Table
    levels: tuple[Level, ...]
    place: str
    style: Style


def authority_of(company_id: int, place: str, limits: Table, style: str) -> Authority:
    """The authority of a company, for who has read its limits (matrix) and style (parameter). One query."""
    levels = Level.objects.filter(company_id=company_id).order_by("number")
    return Authority(limits, tuple(levels), place, Style(style))


def judge_document(company_id: int, establishment_id: int, figures: Sequence[Figure], *, on: date) -> Judgement:
    """Who must agree to these figures, and why. Four queries whatever their number.

    Raises as `judge_figures` does.
    """
    place = Establishment.objects.values_list("code", flat=True).get(pk=establishment_id)
    style = str(parameter_value(company_id, STYLE.key))
    limits = table(company_id, LIMITS.code, on=on)
    return judge_figures(authority_of(company_id, place, limits, style), figures, on=on)


def judge_figures(authority: Authority, figures: Sequence[Figure], *, on: date) -> Judgement:
    """Which approvals these figures need. No query.

    Raises `KeyError` for an unknown criterion. A tie of the matrix, or a row that says neither a limit nor that there
    is none, leaves a level without authority: it never widens anybody's limit. Without a row for whoever makes the
    document the criterion is not controlled.
    """
    names = [key.name for key in LIMITS.keys]
    known: dict[tuple[object, ...], dict[int, Limit]] = {}
    measures = []
    for each in figures:
        asked = (each.criterion, *(each.facts.get(name) for name in names))
        if asked not in known:
            known[asked] = _limits(authority.limits, each, authority.place, authority.levels, on)
        measures.append(Measure(each.criterion, each.value, known[asked], each.where))
    levels = [approval.Level(level.number, level.name) for level in authority.levels]
    return approval.judge(measures, levels, authority.style)


@dataclass(frozen=True, slots=True)
class ProductLimit:
    """How far a level goes, in words, and the line of the matrix that says so."""

    words: str
    line: int


def product_limits(
    company_id: int, establishment_id: int, product: Product, *, on: date
) -> list[tuple[Criterion, dict[int, ProductLimit]]]:
    """The limits of each level for a sale of the product to anybody, by criterion; those without any are left out."""
    limits = table(company_id, LIMITS.code, on=on)
    numbers = Level.objects.filter(company_id=company_id).order_by("number").values_list("number", flat=True)
    facts: dict[str, Fact] = {
        "establishment": Establishment.objects.values_list("code", flat=True).get(pk=establishment_id),
        "product_line": product.line.code if product.line is not None else None,
    }
    found = []
    for criterion in approval.CRITERIA.values():
        by_level: dict[int, ProductLimit] = {}
        for number in (approval.OWN_LEVEL, *numbers):
            decision = limits.decide({**facts, "level": str(number), "criterion": criterion.code}, on)
            if decision.row is None or decision.problem is not None:
                continue
            if decision["unlimited"]:
                by_level[number] = ProductLimit("sem limite", decision.row.id)
            elif decision["limit"] is not None:
                by_level[number] = ProductLimit(criterion.reach(decision["limit"]), decision.row.id)
        if by_level:
            found.append((criterion, by_level))
    return found


def _limits(limits: Table, figure: Figure, place: str, levels: Sequence[Level], on: date) -> dict[int, Limit]:
    found = {}
    for number in (approval.OWN_LEVEL, *(level.number for level in levels)):
        facts = {**figure.facts, "establishment": place, "level": str(number), "criterion": figure.criterion}
        decision = limits.decide(facts, on)
        if decision.problem is not None:
            # A tie at the maker's own level must not let anything through.
            if number == approval.OWN_LEVEL:
                found[number] = Limit(None, decision.problem.sentence.rstrip("."), is_unknown=True)
            continue
        if decision.row is None:
            continue
        row = f"Matriz Alçada, linha {decision.row.id}"
        if decision["unlimited"]:
            found[number] = Limit(None, row)
        elif decision["limit"] is not None:
            found[number] = Limit(decision["limit"], row)
        elif number == approval.OWN_LEVEL:
            found[number] = Limit(None, f"{row}, não diz o limite", is_unknown=True)
    return found
