"""Sums over the lines. What was rounded item by item is only added."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from vinculo.engines.tax.results import LineTaxes, Totals
from vinculo.kernel.exact import ZERO

PARTS: Final[dict[str, Callable[[LineTaxes], Decimal]]] = {
    "goods": lambda line: line.goods,
    "discount": lambda line: line.discount,
    "freight": lambda line: line.freight,
    "insurance": lambda line: line.insurance,
    "other": lambda line: line.other,
    "operation": lambda line: line.operation,
    "ipi": lambda line: line.ipi.amount,
    "icms_base": lambda line: line.icms.base,
    "icms": lambda line: line.icms.amount,
    "icms_deferred": lambda line: line.icms.deferred,
    "icms_relieved": lambda line: line.icms.relieved,
    "icms_credit": lambda line: line.icms.credit,
    "fcp": lambda line: line.fcp.amount,
    "icms_st_base": lambda line: line.icms_st.base,
    "icms_st": lambda line: line.icms_st.amount,
    "fcp_st": lambda line: line.fcp_st.amount,
    "difal": lambda line: line.difal.by_seller,
    "difal_fcp": lambda line: line.difal.fcp_by_seller,
    "difal_by_buyer": lambda line: ZERO if line.difal.paid_by_seller else line.difal.amount + line.difal.fcp,
    "pis": lambda line: line.pis.amount,
    "cofins": lambda line: line.cofins.amount,
    "selective": lambda line: line.selective.amount,
    "ibs_cbs_base": lambda line: line.ibs_cbs.base,
    "cbs": lambda line: line.ibs_cbs.cbs,
    "ibs": lambda line: line.ibs_cbs.ibs,
    "iss": lambda line: line.iss.amount,
    "iss_withheld": lambda line: line.iss.withheld,
    "das": lambda line: line.das,
    "net_revenue": lambda line: line.net_revenue,
    "total": lambda line: line.total,
}


def totals(lines: Sequence[LineTaxes]) -> Totals:
    """The sums of `lines`, in reais."""
    return Totals(**{name: sum(map(part, lines), ZERO) for name, part in PARTS.items()})
