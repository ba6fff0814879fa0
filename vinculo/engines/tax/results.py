"""What the tax engine answers: amounts by tax and by line, in reais with two decimals, and how each came to be."""

from dataclasses import dataclass
from decimal import Decimal

from vinculo.engines.derivation import Derivation
from vinculo.kernel.exact import ZERO


@dataclass(frozen=True, slots=True)
class Charge:
    """One tax: its base, the rate in points that was applied to it, and the amount."""

    base: Decimal = ZERO
    rate: Decimal = ZERO
    amount: Decimal = ZERO


NOTHING = Charge()


@dataclass(frozen=True, slots=True, kw_only=True)
class Icms:
    """Own ICMS. `amount` is due and inside the price; `operation_amount` − `deferred` = `amount` when there is
    deferral.

    `relieved` is the ICMS desonerado, `relief_deducted` the part of it that comes off the total. `credit_rate` and
    `credit` are what a buyer may take from a seller of Simples (pCredSN, vCredICMSSN). `retained` is the single-phase
    tax withheld.
    """

    situation: str = ""
    base: Decimal = ZERO
    rate: Decimal = ZERO
    reduction: Decimal = ZERO
    amount: Decimal = ZERO
    operation_amount: Decimal = ZERO
    deferred: Decimal = ZERO
    relieved: Decimal = ZERO
    relief_deducted: Decimal = ZERO
    credit_rate: Decimal = ZERO
    credit: Decimal = ZERO
    retained: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class IcmsSt:
    """ICMS withheld by substitution. `mva` is the margin applied, in points; `own` what was deducted."""

    base: Decimal = ZERO
    mva: Decimal = ZERO
    rate: Decimal = ZERO
    own: Decimal = ZERO
    amount: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Difal:
    """The rate difference. `paid_by_seller` is False when the buyer, a contributor, owes it: shown, never added."""

    base: Decimal = ZERO
    internal_rate: Decimal = ZERO
    interstate_rate: Decimal = ZERO
    amount: Decimal = ZERO
    fcp_rate: Decimal = ZERO
    fcp: Decimal = ZERO
    paid_by_seller: bool = True

    @property
    def by_seller(self) -> Decimal:
        """The difference that the seller pays, without FCP."""
        return self.amount if self.paid_by_seller else ZERO

    @property
    def fcp_by_seller(self) -> Decimal:
        """The FCP of the destination that the seller pays."""
        return self.fcp if self.paid_by_seller else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class IbsCbs:
    """IBS (state and municipality) and CBS over one base; `in_total` says whether they are added to the price.

    The rates are the effective ones, after reductions. `deferred` is the part put off and `suspended` what situation
    550 does not charge while its condition holds; both are already out of the amounts.
    """

    situation: str = ""
    classification: str = ""
    base: Decimal = ZERO
    cbs_rate: Decimal = ZERO
    cbs: Decimal = ZERO
    ibs_state_rate: Decimal = ZERO
    ibs_state: Decimal = ZERO
    ibs_municipal_rate: Decimal = ZERO
    ibs_municipal: Decimal = ZERO
    deferred: Decimal = ZERO
    suspended: Decimal = ZERO
    in_total: bool = False

    @property
    def ibs(self) -> Decimal:
        """IBS of state and municipality together."""
        return self.ibs_state + self.ibs_municipal

    @property
    def amount(self) -> Decimal:
        """IBS and CBS together."""
        return self.cbs + self.ibs_state + self.ibs_municipal


@dataclass(frozen=True, slots=True, kw_only=True)
class Iss:
    """ISS, inside the price; `withheld` is the part the buyer keeps back to pay the municipality."""

    base: Decimal = ZERO
    rate: Decimal = ZERO
    amount: Decimal = ZERO
    withheld: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTaxes:
    """One line taxed. `operation` is goods + freight + insurance + other − discount; `das` what the DAS of a seller of
    Simples takes of it; `total` what the buyer pays."""

    goods: Decimal
    discount: Decimal
    freight: Decimal
    insurance: Decimal
    other: Decimal
    operation: Decimal
    ipi: Charge
    icms: Icms
    fcp: Charge
    icms_st: IcmsSt
    fcp_st: Charge
    difal: Difal
    pis: Charge
    cofins: Charge
    selective: Charge
    ibs_cbs: IbsCbs
    iss: Iss
    das: Decimal
    total: Decimal
    derivation: Derivation

    @property
    def net_revenue(self) -> Decimal:
        """The operation less the taxes inside it: ICMS, DIFAL and FCP paid by the seller, PIS, COFINS, ISS and the DAS;
        and less the ICMS desonerado that comes off the total, which the buyer does not pay."""
        return (
            self.operation
            - self.icms.relief_deducted
            - self.icms.amount
            - self.fcp.amount
            - self.difal.by_seller
            - self.difal.fcp_by_seller
            - self.pis.amount
            - self.cofins.amount
            - self.iss.amount
            - self.das
        )

    @property
    def burden(self) -> Decimal:
        """Every tax the line carries, inside the price and added to it; not what is only informed."""
        return self.total - self.net_revenue


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of the lines, in reais: what was rounded by item is only added here."""

    goods: Decimal
    discount: Decimal
    freight: Decimal
    insurance: Decimal
    other: Decimal
    operation: Decimal
    ipi: Decimal
    icms_base: Decimal
    icms: Decimal
    icms_deferred: Decimal
    icms_relieved: Decimal
    icms_credit: Decimal
    fcp: Decimal
    icms_st_base: Decimal
    icms_st: Decimal
    fcp_st: Decimal
    difal: Decimal
    difal_fcp: Decimal
    difal_by_buyer: Decimal
    pis: Decimal
    cofins: Decimal
    selective: Decimal
    ibs_cbs_base: Decimal
    cbs: Decimal
    ibs: Decimal
    iss: Decimal
    iss_withheld: Decimal
    das: Decimal
    net_revenue: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleTaxes:
    """A sale taxed: its lines, in the order they were given, and their sums."""

    lines: tuple[LineTaxes, ...]
    totals: Totals
