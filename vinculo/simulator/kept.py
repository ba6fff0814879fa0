"""A simulated sale and its figures as they are kept, and what moved between two runs. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from vinculo.kernel.exact import ZERO
from vinculo.kernel.figures import amount_in_reais, percentage, points_moved, reais_moved
from vinculo.quoting import LineQuote, Quote, RequestedLine, SaleRequest

LABELS: Final = {
    "goods": "Mercadorias",
    "discount": "Desconto do pedido",
    "net": "Líquido",
    "freight": "Frete cobrado",
    "insurance": "Seguro",
    "other": "Outras despesas",
    "icms": "ICMS",
    "ipi": "IPI",
    "fcp": "FCP",
    "icms_st": "ICMS-ST",
    "fcp_st": "FCP-ST",
    "difal": "DIFAL e FCP do destino",
    "iss": "ISS",
    "selective": "Imposto Seletivo",
    "pis_cofins": "PIS e COFINS",
    "das": "DAS do Simples",
    "ibs_cbs": "IBS e CBS",
    "total": "Total",
    "net_revenue": "Receita líquida",
    "gross_percent": "MB",
    "contribution_percent": "MC",
    "commission": "Comissão",
    "unit_price": "Preço unitário",
    "promised": "Entrega",
    "issues": "Pendências",
}
# From these one reckons what the goods cost.
COSTLY: Final = frozenset({"net_revenue", "gross_percent", "contribution_percent"})
_PERCENTS: Final = frozenset({"gross_percent", "contribution_percent"})
_IDS: Final = (
    "establishment_id", "term_id", "method_id", "freight_type_id", "seller_id",
)  # fmt: skip
_TEXTS: Final = ("uf", "nature", "destination", "scenario", "channel", "carrier")
_FIGURES: Final = ("insurance", "other", "header_percent", "header_amount")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is not what it was; `where` is empty for the whole sale, `difference` for money alone."""

    where: str
    label: str
    before: str
    after: str
    difference: str


def sale_as_data(request: SaleRequest) -> dict[str, Any]:
    """The sale as plain JSON values, but for its customer: a record of its own, which may become another in a merge."""
    return {
        **{name: getattr(request, name) for name in (*_IDS, *_TEXTS)},
        **{name: f"{getattr(request, name):f}" for name in _FIGURES},
        "freight": None if request.freight is None else f"{request.freight:f}",
        "replaces_lines": request.replaces_lines,
        "on": request.on.isoformat(),
        "hour": f"{request.ordered_at:%H:%M}",
        "wanted_on": request.wanted_on.isoformat() if request.wanted_on else None,
        "lines": [_line_as_data(line) for line in request.lines],
    }


def sale_from_data(
    data: Mapping[str, Any], company_id: int, *, party_id: int | None, on: date | None = None
) -> SaleRequest:
    """The sale that was kept to a customer, on its own day or on another one."""
    day = on or date.fromisoformat(data["on"])
    return SaleRequest(
        company_id=company_id,
        party_id=party_id,
        on=day,
        ordered_at=datetime.combine(day, time.fromisoformat(data["hour"])),
        lines=tuple(_line_from_data(number, line) for number, line in enumerate(data["lines"], start=1)),
        freight=None if data["freight"] is None else Decimal(data["freight"]),
        replaces_lines=bool(data.get("replaces_lines")),
        wanted_on=date.fromisoformat(data["wanted_on"]) if data["wanted_on"] else None,
        insurance=Decimal(data["insurance"]),
        other=Decimal(data["other"]),
        header_percent=Decimal(data["header_percent"]),
        header_amount=Decimal(data["header_amount"]),
        **{name: data[name] for name in (*_IDS, *_TEXTS)},
    )


def figures_of(quote: Quote) -> dict[str, Any]:
    """What a run is compared by: the sale's figures, and those of each line."""
    whole = {name: _text(value) for name, value in quote.figures.items()}
    whole["promised"] = quote.promised.isoformat() if quote.promised else None
    whole["issues"] = str(len(quote.issues))
    return {"sale": whole, "lines": [_line_figures(line) for line in quote.lines]}


def moved(before: Mapping[str, Any], after: Mapping[str, Any], *, with_costs: bool = True) -> list[Moved]:
    """The figures that differ between two runs, to the cent; a line that came or went is one of them.

    Without `with_costs`, those that tell what the goods cost are left out.
    """
    names = [name for name in LABELS if with_costs or name not in COSTLY]
    found = _differences("", before["sale"], after["sale"], names)
    old, new = ({line["number"]: line for line in run["lines"]} for run in (before, after))
    for number in sorted(old.keys() | new.keys()):
        where = f"Item {number}"
        if number not in old or number not in new:
            found.append(Moved(where, "Item", "—" if number not in old else "cotado", "—", ""))
        else:
            found += _differences(where, old[number], new[number], names)
    return found


def shown(name: str, text: str | None) -> str:
    """A kept figure for people."""
    if text is None:
        return "—"
    if name in _PERCENTS:
        return percentage(Decimal(text))
    if name == "promised":
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if name == "issues":
        return text
    return amount_in_reais(Decimal(text))


def _differences(where: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> list[Moved]:
    found = []
    for name in names:
        if name not in before or name not in after:
            # A case kept before this figure was.
            continue
        old, new = before.get(name), after.get(name)
        if old == new or (old is not None and new is not None and name != "promised" and Decimal(old) == Decimal(new)):
            continue
        difference = ""
        if old is not None and new is not None and name not in ("promised", "issues"):
            gap = Decimal(new) - Decimal(old)
            difference = points_moved(gap) if name in _PERCENTS else reais_moved(gap)
        found.append(Moved(where, LABELS[name], shown(name, old), shown(name, new), difference))
    return found


def _line_figures(line: LineQuote) -> dict[str, Any]:
    taxes, margins = line.taxes, line.margins
    return {
        "number": line.number,
        "unit_price": _text(line.price.unit_price),
        "net": _text(line.price.net),
        "freight": _text(line.price.freight),
        "icms": _text(taxes.icms.amount) if taxes else None,
        "ipi": _text(taxes.ipi.amount) if taxes else None,
        "icms_st": _text(taxes.icms_st.amount) if taxes else None,
        "pis_cofins": _text(taxes.pis.amount + taxes.cofins.amount) if taxes else None,
        "ibs_cbs": _text(taxes.ibs_cbs.amount) if taxes else None,
        "total": _text(taxes.total) if taxes else None,
        "gross_percent": _text(margins.gross_percent) if margins else None,
        "contribution_percent": _text(margins.contribution_percent) if margins else None,
        "commission": _text(line.commission.amount) if line.commission else None,
        "promised": line.promise.promised.isoformat() if line.promise and line.promise.promised else None,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _line_as_data(line: RequestedLine) -> dict[str, Any]:
    return {
        "product_id": line.product_id,
        "quantity": f"{line.quantity:f}",
        "unit_id": line.unit_id,
        "discounts": [f"{each:f}" for each in line.discounts],
        "surcharges": [f"{each:f}" for each in line.surcharges],
        "new_price": _text(line.new_price),
    }


def _line_from_data(number: int, data: Mapping[str, Any]) -> RequestedLine:
    return RequestedLine(
        number=number,
        product_id=data["product_id"],
        quantity=Decimal(data["quantity"]),
        unit_id=data["unit_id"],
        discounts=tuple(map(Decimal, data["discounts"])),
        surcharges=tuple(map(Decimal, data["surcharges"])),
        new_price=None if data["new_price"] is None else Decimal(data["new_price"]),
    )


def chain_words(line: RequestedLine) -> str:
    """The discounts of a line as they are typed: `10+5`, `-3` for a surcharge."""
    parts = (*line.discounts, *(-each for each in line.surcharges))
    return "+".join(f"{(each + ZERO).normalize():f}".replace(".", ",") for each in parts)
