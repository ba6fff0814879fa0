"""Who must agree to a sale: its figures, judged by the limits of authority in force on its day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from vinculo.approvals.kinds import LIMITS
from vinculo.approvals.queries import Figure, judge_figures
from vinculo.engines import pricing
from vinculo.engines.approval import Judgement
from vinculo.kernel.exact import ZERO
from vinculo.quoting.deciding import Deciding, Facts
from vinculo.quoting.quotes import LineQuote
from vinculo.quoting.reading import Surroundings
from vinculo.quoting.requests import SaleRequest

_MINIMUMS = frozenset({pricing.ProblemCode.BELOW_ORDER_MINIMUM, pricing.ProblemCode.BELOW_TERM_MINIMUM})


def judged(
    request: SaleRequest,
    around: Surroundings,
    price: pricing.OrderPrice,
    lines: Sequence[LineQuote],
    margins: pricing.Margins | None,
    deciding: Deciding,
    given_up: Mapping[str, Decimal],
) -> Judgement | None:
    """What the sale needs by its discounts, margins, term, value and dates, and by what it gives up (reais, by
    criterion); None without a priced line."""
    if not price.is_priced or not lines:
        return None
    facts = deciding.sale_facts
    figures = [figure for line in lines for figure in _of_line(line, request, around, deciding)]
    figures.append(Figure("order_value", price.net, facts=facts))
    figures += _of_margins("order_", margins, "", facts)
    if around.term is not None:
        figures.append(Figure("term", around.term.average_days(request.on), around.term.name, facts))
    figures += [Figure(criterion, value, facts=facts) for criterion, value in given_up.items() if value]
    authority = replace(around.authority, limits=around.tables[LIMITS.code])
    return judge_figures(authority, figures, on=request.on)


def shortfall_of(problems: Iterable[pricing.Problem]) -> Decimal:
    """By how much, in reais, the sale is short of the highest of the minimum orders among its problems."""
    short = [problem.figures for problem in problems if problem.code in _MINIMUMS]
    return max((Decimal(str(least)) - Decimal(str(value)) for value, least, *_ in short), default=ZERO)


def _of_line(line: LineQuote, request: SaleRequest, around: Surroundings, deciding: Deciding) -> list[Figure]:
    product = around.product(line.product_id)
    asked = next(each for each in request.lines if each.number == line.number)
    facts = deciding.line_facts(asked, product, line.unit) if product else deciding.sale_facts
    where = f"Item {line.number}, {line.description}"
    found = [Figure("discount", max(line.price.given_discount, ZERO), where, facts)]
    if line.price.below_list > ZERO and line.price.given_discount > ZERO:
        # Promotions and negotiation are the company's own word: only what the seller took off is judged.
        found.append(Figure("below_list", min(line.price.below_list, line.price.given_discount), where, facts))
    found += _of_margins("", line.margins, where, facts)
    promised = line.promise.promised if line.promise else None
    if request.wanted_on is not None and promised is not None and request.wanted_on < promised:
        found.append(Figure("promise_breach", Decimal((promised - request.wanted_on).days), where, facts))
    return found


def _of_margins(prefix: str, margins: pricing.Margins | None, where: str, facts: Facts) -> list[Figure]:
    """Both margins, each judged as too low and as too high."""
    if margins is None or margins.gross_percent is None or margins.contribution_percent is None:
        return []
    named = (("gross_margin", margins.gross_percent), ("contribution_margin", margins.contribution_percent))
    return [Figure(f"{prefix}{name}{side}", value, where, facts) for name, value in named for side in ("", "_above")]
