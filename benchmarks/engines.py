"""The pure engines, warm, in this process: processor time, so one core. `scale` is the number of lines of the sale."""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from benchmarks import deciding
from benchmarks.figures import Figure
from vinculo.engines.derivation import as_data
from vinculo.engines.tax import (
    Buyer,
    Header,
    IbsCbsRule,
    IcmsRule,
    IpiRule,
    Line,
    LineRules,
    PisCofinsRule,
    Regime,
    Sale,
    StRule,
    tax,
)

_TIMES = 25
_SHORT, _LONG = 20, 500
_TWENTY_LINES_MS = 4
"""Half of what a sale of 20 lines may take through all the engines together."""
_FIVE_HUNDRED_LINES_MS = 100
_GROWTH = 1.5


def measure() -> list[Figure]:
    """The tax engine: 20 and 500 lines of every tax at once, with derivations; and the derivation written out."""
    short = _milliseconds(lambda: tax(_sale(_SHORT)), _TIMES)
    long = _milliseconds(lambda: tax(_sale(_LONG)), 5)
    taxed = tax(_sale(_SHORT))
    told = _milliseconds(lambda: [as_data(line.derivation) for line in taxed.lines], _TIMES)
    growth = (long / _LONG) / (short / _SHORT)
    return [
        Figure("motor.tributos", short, "ms", _SHORT, bound=_TWENTY_LINES_MS),
        Figure("motor.tributos", long, "ms", _LONG, bound=_FIVE_HUNDRED_LINES_MS),
        Figure("motor.tributos.por_linha_razão", growth, "×", _LONG, bound=_GROWTH),
        Figure("motor.tributos.explicação_escrita", told, "ms", _SHORT),
        *deciding.measure(),
    ]


def _sale(lines: int) -> Sale:
    rules = LineRules(
        icms=IcmsRule(situation="10", rate=Decimal(12), row="Matriz de ICMS, linha 3", source="RICMS"),
        icms_st=StRule(internal_rate=Decimal(18), mva=Decimal(40), fcp_rate=Decimal(2)),
        ipi=IpiRule(situation="50", rate=Decimal(5)),
        pis_cofins=PisCofinsRule(situation="01", pis_rate=Decimal("1.65"), cofins_rate=Decimal("7.6")),
        ibs_cbs=IbsCbsRule(
            situation="000", classification="000001", cbs_rate=Decimal("0.9"), ibs_state_rate=Decimal("0.1")
        ),
    )
    return Sale(
        on=date(2026, 11, 26),
        regime=Regime.NORMAL,
        seller_uf="SP",
        buyer_uf="MG",
        buyer=Buyer.CONTRIBUTOR,
        header=Header(freight=Decimal("100.00"), discount=Decimal("50.00")),
        lines=tuple(
            Line(quantity=Decimal(number % 7 + 1), unit_price=Decimal("10.37") * number, rules=rules)
            for number in range(1, lines + 1)
        ),
    )


def _milliseconds(work: Callable[[], object], times: int) -> float:
    """The best of `times` in processor time, after one to warm up: what other work on the machine disturbs least."""
    work()
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append((time.process_time() - started) * 1000)
    return min(taken)
