"""The rules that tax one line, as the tax book chose them. Each names the book row it came from and its legal source.

Rates, reductions, margins and shares are percentage points; amounts per unit are reais for one taxable unit.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from vinculo.kernel.exact import ZERO


class Relief(Enum):
    """How the relieved ICMS (ICMS desonerado) is reckoned."""

    NONE = "none"
    SIMPLE = "simple"
    """Value × rate."""
    GROSS_UP = "gross_up"
    """Value ÷ (1 − rate) × rate: the price is taken as free of the tax."""


class DifalBase(Enum):
    """How the state of destination reckons the base of the rate difference."""

    SINGLE = "single"
    """The value of the operation, with the burden of the destination already inside."""
    GROSS_UP = "gross_up"
    """A price built with the interstate rate alone, brought to the burden of the destination first: the difference of
    the rates over that base."""
    NET_PRICE = "net_price"
    """The price taken as free of the tax: the difference of the rates over value ÷ (1 − internal rate − FCP)."""
    DOUBLE = "double"
    """The interstate tax taken out, the destination's put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IcmsRule:
    """Own ICMS. `situation` is a CST (two digits) or a CSOSN (three).

    `ipi_in_base` None follows the law (IPI enters when the buyer consumes). `credit_rate` is pCredSN; `fcp_deferral`
    is pFCPDif.
    `amount_per_unit` is the fixed rate of the single-phase situations (02, 15, 53, 61), `retained_per_unit` the one
    withheld in 15. `relief_deducted` says that the relieved tax comes off the total (indDeduzDeson).
    """

    situation: str
    rate: Decimal = ZERO
    reduction: Decimal = ZERO
    deferral: Decimal = ZERO
    fcp_rate: Decimal = ZERO
    fcp_deferral: Decimal = ZERO
    credit_rate: Decimal = ZERO
    amount_per_unit: Decimal = ZERO
    retained_per_unit: Decimal = ZERO
    ipi_in_base: bool | None = None
    relief: Relief = Relief.NONE
    relief_deducted: bool = False
    row: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StRule:
    """ICMS by tax substitution.

    `mva` is the original margin, adjusted by the engine when `adjusts_mva`, the sale is interstate and the seller is
    not of Simples; `floor_price` (pauta, PMPF, maximum price), in reais per taxable unit, takes its place. `own_rate`
    is the rate of the own ICMS presumed for the deduction, in the place of what is highlighted (a seller of Simples, an
    exempt own operation). `fcp_in_mva`: the state counts its FCP in the internal rate that adjusts the margin.
    `for_consumption`: the buyer consumes the goods, and what is withheld is the rate difference, without a margin.
    """

    internal_rate: Decimal
    mva: Decimal = ZERO
    adjusts_mva: bool = True
    floor_price: Decimal | None = None
    reduction: Decimal = ZERO
    own_rate: Decimal | None = None
    fcp_rate: Decimal = ZERO
    fcp_in_mva: bool = False
    deducts_own_fcp: bool = False
    for_consumption: bool = False
    difal_base: DifalBase = DifalBase.DOUBLE
    row: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifalRule:
    """The difference between the internal rate of the destination and the interstate one.

    `interstate_rate` None takes the rate of the own ICMS; a seller of Simples, who highlights none, must bring it.
    `reduction` is the destination's own (0 when it has none), None when the base is reduced as that of the own ICMS.
    """

    internal_rate: Decimal
    fcp_rate: Decimal = ZERO
    interstate_rate: Decimal | None = None
    reduction: Decimal | None = None
    base: DifalBase = DifalBase.SINGLE
    row: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IpiRule:
    """IPI: `rate` over the operation, or `amount_per_unit`."""

    situation: str
    rate: Decimal = ZERO
    amount_per_unit: Decimal = ZERO
    row: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PisCofinsRule:
    """PIS and COFINS, which always walk together. CST 03 is reckoned by unit.

    `reduction` takes points off the base (machines and vehicles of Lei 10.485/2002, art. 1º, § 2º).
    """

    situation: str
    pis_rate: Decimal = ZERO
    cofins_rate: Decimal = ZERO
    pis_per_unit: Decimal = ZERO
    cofins_per_unit: Decimal = ZERO
    reduction: Decimal = ZERO
    row: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IbsCbsRule:
    """IBS and CBS: `situation` (three digits) and `classification` (cClassTrib, six, beginning with the situation).

    Rates are the full ones of the date and place, with where each came from; one that `is_estimate` the law has not
    set yet. Reductions and the deferral are those of the classification.
    """

    situation: str
    classification: str
    cbs_rate: Decimal = ZERO
    ibs_state_rate: Decimal = ZERO
    ibs_municipal_rate: Decimal = ZERO
    cbs_reduction: Decimal = ZERO
    ibs_reduction: Decimal = ZERO
    base_reduction: Decimal = ZERO
    deferral: Decimal = ZERO
    cbs_per_unit: Decimal = ZERO
    ibs_per_unit: Decimal = ZERO
    cbs_is_estimate: bool = False
    ibs_is_estimate: bool = False
    cbs_source: str = ""
    ibs_source: str = ""
    row: str = ""
    source: str = ""

    @property
    def is_estimate(self) -> bool:
        """Whether either rate is."""
        return self.cbs_is_estimate or self.ibs_is_estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class IsRule:
    """Imposto Seletivo: a rate over the operation, an amount per unit, or both."""

    rate: Decimal = ZERO
    amount_per_unit: Decimal = ZERO
    row: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssRule:
    """ISS of a service. `withheld`: the buyer pays it to the municipality out of the price."""

    rate: Decimal
    deduction: Decimal = ZERO
    withheld: bool = False
    row: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRules:
    """The rules of one line; None where the tax does not reach it."""

    icms: IcmsRule | None = None
    icms_st: StRule | None = None
    difal: DifalRule | None = None
    ipi: IpiRule | None = None
    pis_cofins: PisCofinsRule | None = None
    ibs_cbs: IbsCbsRule | None = None
    selective: IsRule | None = None
    iss: IssRule | None = None
