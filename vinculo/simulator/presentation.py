"""The answer of the simulator as its template places it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Derivation
from vinculo.kernel.figures import (
    amount_in_reais,
    percentage,
    plain_number,
    points_moved,
    reais_moved,
    unit_price_in_reais,
)
from vinculo.quoting import LineQuote, Quote
from vinculo.simulator.kept import COSTLY, LABELS

MARGINS: Final = "margens"
TAXES: Final = "impostos"
AUTHORITY: Final = "alcada"
PARTS: Final = {
    "preco": "Por que este preço?",
    TAXES: "Por que estes impostos?",
    MARGINS: "Por que estas margens?",
    "entrega": "Por que esta data?",
    "comissao": "Por que esta comissão?",
}
_PERCENTS: Final = frozenset({"gross_percent", "contribution_percent"})
_SHOWN: Final = (
    "goods", "discount", "net", "freight", "insurance", "other", "icms", "fcp", "difal", "iss", "ipi", "icms_st",
    "fcp_st", "pis_cofins",
    "das", "selective", "ibs_cbs", "total", "net_revenue", "gross_percent", "contribution_percent", "commission",
)  # fmt: skip
# The words of `LABELS` are sealed with approvals; these serve services too.
_ON_SCREEN: Final = {"goods": "Itens"}


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of the sale, in one scenario or two, and the difference between them."""

    key: str
    label: str
    first: str
    second: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the answer in words; `line` has the figures behind them.

    `whys` are what may be asked of it, of what has a reason: the question, and the query of the address that answers.
    """

    line: LineQuote
    quantity: str
    price: str
    net: str
    total: str
    below: str
    gross: str
    contribution: str
    icms: Decimal | None
    added: Decimal | None
    whys: tuple[tuple[str, str], ...]


def parts_for(*, with_costs: bool) -> dict[str, str]:
    """What may be asked of a line; why its margins are so tells what the product costs."""
    return {part: words for part, words in PARTS.items() if with_costs or part != MARGINS}


def line_views(quote: Quote, *, with_costs: bool) -> list[LineView]:
    """The lines of a sale as the table shows them; of each only what has a reason may be asked."""
    offered = parts_for(with_costs=with_costs)
    return [
        _view(line, {part: words for part, words in offered.items() if derivation_of(line, part)})
        for line in quote.lines
    ]


def _view(line: LineQuote, parts: Mapping[str, str]) -> LineView:
    taxes, margins, below = line.taxes, line.margins, line.price.below_list
    moved = f"{percentage(abs(below))} {'abaixo' if below > 0 else 'acima'} da lista" if below else ""
    return LineView(
        line=line,
        quantity=f"{plain_number(line.quantity)} {line.unit}",
        price=unit_price_in_reais(line.price.unit_price) if line.price.is_priced else "—",
        net=amount_in_reais(line.price.net) if line.price.is_priced else "—",
        total=amount_in_reais(line.total) if line.price.is_priced else "—",
        below=moved if line.price.is_priced else "",
        gross=_percent(margins.gross_percent if margins else None),
        contribution=_percent(margins.contribution_percent if margins else None),
        icms=taxes.icms.amount if taxes else None,
        added=taxes.ipi.amount + taxes.icms_st.amount + taxes.fcp_st.amount if taxes else None,
        whys=tuple((words, f"linha={line.number}&parte={part}") for part, words in parts.items()),
    )


def _percent(points: Decimal | None) -> str:
    return "—" if points is None else percentage(points)


def rows(first: Quote, second: Quote | None, *, with_costs: bool) -> list[Row]:
    """The figures of the sale, side by side when there are two scenarios."""
    found = []
    one, other = first.figures, second.figures if second else {}
    for name in _SHOWN:
        if name in COSTLY and not with_costs:
            continue
        value, against = one[name], other.get(name)
        if not value and not against and name not in ("total", "net", *_PERCENTS):
            continue
        found.append(
            Row(
                name,
                _ON_SCREEN.get(name, LABELS[name]),
                _words(name, value),
                _words(name, against),
                _gap(name, value, against),
            )
        )
    promised = [f"{each.promised:%d/%m/%Y}" if each and each.promised else "—" for each in (first, second)]
    found.append(Row("promised", LABELS["promised"], promised[0], promised[1]))
    return found


def margins_in_brief(quote: Quote) -> list[tuple[str, str]]:
    """`MB 20,1%` and `MC 8,48%` of the sale, where there are margins to tell."""
    margins = quote.margins
    if margins is None or margins.gross_percent is None:
        return []
    return [("MB", _percent(margins.gross_percent)), ("MC", _percent(margins.contribution_percent))]


def derivation_of(line: LineQuote, part: str) -> Derivation:
    """The steps behind one part of a line."""
    match part:
        case "preco":
            return line.price.derivation
        case "impostos":
            return line.taxes.derivation if line.taxes else ()
        case "margens":
            return line.margins.derivation if line.margins else ()
        case "entrega":
            return line.promise.derivation if line.promise else ()
        case "comissao":
            return line.commission.derivation if line.commission else ()
        case _:
            return ()


def _words(name: str, value: Decimal | None) -> str:
    if value is None:
        return "—"
    return percentage(value) if name in _PERCENTS else amount_in_reais(value)


def _gap(name: str, first: Decimal | None, second: Decimal | None) -> str:
    if first is None or second is None or first == second:
        return ""
    gap = second - first
    return points_moved(gap) if name in _PERCENTS else reais_moved(gap)
