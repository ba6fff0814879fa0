"""Why each figure of a whole sale is what it is: the sums of its lines, the total, the margins, the day.

Told only when somebody asks: the figures themselves are those of the engines.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from vinculo.engines.derivation import Derivation, Step, StepKind, Unit, written
from vinculo.engines.tax import LineTaxes
from vinculo.kernel.exact import ZERO
from vinculo.quoting.quotes import LineQuote, Quote

# More lines than these are not written out one by one.
MOST_TOLD: Final = 8

_TOTAL: Final = StepKind(
    "sale.total", "Total da venda",
    "Líquido {net}[ + frete {freight}][ + seguro {insurance}][ + outras despesas {other}][ + IPI {ipi}]"
    "[ + ICMS-ST {st}][ + FCP-ST {fcp_st}][ + ICMS monofásico retido {retained}][ + Imposto Seletivo {selective}]"
    "[ + IBS e CBS {reform}][ − ICMS desonerado {relief}] = {after}.",
    dict.fromkeys(
        ("net", "freight", "insurance", "other", "ipi", "st", "fcp_st", "retained", "selective", "reform", "relief"),
        Unit.MONEY,
    ),
    Unit.MONEY, "Manual de Orientação da NF-e, campo vNF",
)  # fmt: skip
INSIDE: Final = "Os outros impostos já estão no preço."
INFORMATIVE: Final = "IBS e CBS são só informados neste ano."
_CONTRIBUTIONS: Final = StepKind(
    "sale.contributions", "PIS e COFINS", "PIS {pis} + COFINS {cofins} = {after}.",
    dict.fromkeys(("pis", "cofins"), Unit.MONEY),
)  # fmt: skip
_INSURANCE: Final = StepKind("sale.insurance", "Seguro", "Digitado na venda: {after}.", {})
_OTHER: Final = StepKind("sale.other", "Outras despesas", "Digitadas na venda: {after}.", {})
_CONSIDERED: Final = StepKind(
    "line.considered", "O que se considerou", "{words}", {"words": Unit.TEXT}, Unit.TEXT,
    "Natureza de operação, regime do estabelecimento e cadastro do cliente",
)  # fmt: skip
_ARRIVAL: Final = StepKind(
    "sale.promised", "Entrega", "A venda está completa quando chega o item {number}: {after}.",
    {"number": Unit.NUMBER}, Unit.DATE,
)  # fmt: skip

# What the lines have of each tax; the reason of each is with the line.
_SUMS: Final[tuple[tuple[str, Callable[[LineTaxes], Decimal]], ...]] = (
    ("ICMS", lambda line: line.icms.amount),
    ("FCP", lambda line: line.fcp.amount),
    ("DIFAL e FCP do destino", lambda line: line.difal.by_seller + line.difal.fcp_by_seller),
    ("ISS", lambda line: line.iss.amount),
    ("IPI", lambda line: line.ipi.amount),
    ("ICMS-ST", lambda line: line.icms_st.amount),
    ("FCP-ST", lambda line: line.fcp_st.amount),
    ("PIS", lambda line: line.pis.amount),
    ("COFINS", lambda line: line.cofins.amount),
    ("DAS do Simples", lambda line: line.das),
    ("Imposto Seletivo", lambda line: line.selective.amount),
    ("IBS e CBS", lambda line: line.ibs_cbs.amount),
)


def derivation_of_sale(quote: Quote) -> Derivation:
    """The steps behind the sale as a whole, in the order in which its figures are shown."""
    return (
        *_summed("Itens", [(line.number, line.price.goods) for line in quote.lines]),
        *quote.price.derivation,
        *quote.freight_steps,
        *_typed(quote),
        *_taxes(quote),
        *(_total(quote) if quote.taxes else ()),
        *_summed("Receita líquida", [(line.number, line.margins.net_revenue) for line in quote.lines if line.margins]),
        *(quote.margins.derivation if quote.margins else ()),
        *_summed("Comissão", [(line.number, line.commission.amount) for line in quote.lines if line.commission]),
        *_arrival(quote),
        *quote.plan.derivation,
    )


def _typed(quote: Quote) -> tuple[Step, ...]:
    kinds = ((_INSURANCE, quote.price.insurance), (_OTHER, quote.price.other))
    return tuple(kind.step(amount) for kind, amount in kinds if amount)


def derivation_of_taxes(quote: Quote, line: LineQuote) -> Derivation:
    """The steps behind the taxes of a line, what they were chosen by first."""
    if line.taxes is None:
        return ()
    return (
        _CONSIDERED.step(f"CFOP {line.cfop}" if line.cfop else "sem CFOP", quote.considered),
        *line.taxes.derivation,
    )


def _taxes(quote: Quote) -> Iterator[Step]:
    taxed = [(line.number, line.taxes) for line in quote.lines if line.taxes]
    for title, part in _SUMS:
        yield from _summed(title, [(number, part(taxes)) for number, taxes in taxed])
        if title == "COFINS" and quote.taxes and (quote.taxes.totals.pis or quote.taxes.totals.cofins):
            sums = quote.taxes.totals
            yield _CONTRIBUTIONS.step(sums.pis + sums.cofins, sums.pis, sums.cofins)


def _summed(title: str, parts: Sequence[tuple[int, Decimal]]) -> tuple[Step, ...]:
    """The sum of what the lines, by number, have of something; nothing when none of them has any."""
    bearing = [(number, part) for number, part in parts if part]
    if not bearing:
        return ()
    sentence, words = "{parts} = {after}.", f"Soma de {len(bearing)} itens"
    if len(bearing) == 1:
        sentence, words = "{parts}: {after}.", f"Item {bearing[0][0]}"
    elif len(bearing) <= MOST_TOLD:
        words = " + ".join(f"item {number}, {written(part, Unit.MONEY)}" for number, part in bearing)
        words = f"{words[:1].upper()}{words[1:]}"
    whole = sum((part for _, part in bearing), ZERO)
    return (StepKind(f"sale.{title}", title, sentence, {"parts": Unit.TEXT}).step(whole, words),)


def _total(quote: Quote) -> tuple[Step, ...]:
    assert quote.taxes is not None
    sums, price = quote.taxes.totals, quote.price
    lines = quote.taxes.lines
    retained = sum((line.icms.retained for line in lines), ZERO)
    relief = sum((line.icms.relief_deducted for line in lines), ZERO)
    charged = (price.freight, price.insurance, price.other, sums.ipi, sums.icms_st, sums.fcp_st, retained)
    # What else the day adds to the price: nothing before 2027.
    reform = quote.total + relief - price.net - sum(charged, ZERO)
    selective = sums.selective if reform else ZERO
    note = INSIDE if reform or not (sums.ibs + sums.cbs) else f"{INSIDE} {INFORMATIVE}"
    return (_TOTAL.step(quote.total, price.net, *charged, selective, reform - selective, relief, note=note),)


def _arrival(quote: Quote) -> tuple[Step, ...]:
    if quote.promised is None:
        return ()
    last = next(line.number for line in quote.lines if line.promise and line.promise.promised == quote.promised)
    return (_ARRIVAL.step(quote.promised, last),)
