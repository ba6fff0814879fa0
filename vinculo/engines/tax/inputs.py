"""What the tax engine is asked: a sale, who sells, who buys, what for, and the rules already chosen for each line.

Money is in reais, unit prices with up to ten decimals and quantities with up to four; every rate, reduction and
margin is in percentage points (`Decimal("18")` is 18 %). Nothing here is a default of the law: rates come from the
tax book, as of the date of the sale.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from vinculo.engines.tax.rules import LineRules
from vinculo.kernel.allocation import Ties
from vinculo.kernel.exact import ZERO, Rounding

ABROAD = "EX"


class Regime(Enum):
    """The seller's tax regime (CRT of the NF-e)."""

    SIMPLES = "1"
    SIMPLES_ABOVE_LIMIT = "2"
    """Simples Nacional above the sub-limit: ICMS and ISS as a normal company, the rest inside the DAS."""
    NORMAL = "3"
    MEI = "4"

    @property
    def uses_csosn(self) -> bool:
        """Whether ICMS is told by CSOSN instead of CST."""
        return self in (Regime.SIMPLES, Regime.MEI)

    @property
    def pays_by_das(self) -> bool:
        """Whether PIS, COFINS and IPI are collected inside the DAS, whatever happens to ICMS."""
        return self is not Regime.NORMAL


class Buyer(Enum):
    """What the buyer is to ICMS (indIEDest of the NF-e)."""

    CONTRIBUTOR = "contributor"
    EXEMPT_CONTRIBUTOR = "exempt_contributor"
    NON_CONTRIBUTOR = "non_contributor"

    @property
    def contributes(self) -> bool:
        """Whether the buyer is a contributor to ICMS."""
        return self is not Buyer.NON_CONTRIBUTOR


class Destination(Enum):
    """What the goods are bought for."""

    RESALE = "resale"
    INDUSTRIALISATION = "industrialisation"
    CONSUMPTION = "consumption"
    FIXED_ASSET = "fixed_asset"


def consumes(buyer: Buyer, destination: Destination) -> bool:
    """Whether the buyer is the final consumer: no contributor, or buying for own use or fixed assets."""
    return not buyer.contributes or destination in (Destination.CONSUMPTION, Destination.FIXED_ASSET)


class Nature(Enum):
    """Whether a line is goods (ICMS, IPI) or a service (ISS)."""

    GOODS = "goods"
    SERVICE = "service"


class Tax(Enum):
    """The taxes whose rule may be demanded of a line."""

    ICMS = "icms"
    IPI = "ipi"
    ICMS_ST = "icms_st"
    DIFAL = "difal"
    PIS_COFINS = "pis_cofins"
    IBS_CBS = "ibs_cbs"
    IS = "is"
    ISS = "iss"


class ShareBy(Enum):
    """What a header amount is shared in proportion to."""

    VALUE = "value"
    """Goods less the line's own discount."""
    WEIGHT = "weight"
    """Gross weight of the line."""
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the sale. `discount` is the unconditional one; a discount for paying early reduces no base.

    `taxable_quantity` is the quantity in the unit that per-unit taxes and floor prices are told in (uTrib), the
    commercial quantity when None. `shares` is False for lines outside the allocation of header amounts (fixed or
    cancelled).
    """

    quantity: Decimal
    unit_price: Decimal
    rules: LineRules = field(default_factory=LineRules)
    discount: Decimal = ZERO
    freight: Decimal = ZERO
    insurance: Decimal = ZERO
    other: Decimal = ZERO
    taxable_quantity: Decimal | None = None
    gross_weight: Decimal = ZERO
    shares: bool = True
    nature: Nature = Nature.GOODS
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Amounts of the whole sale, in reais, to be shared among the lines."""

    freight: Decimal = ZERO
    insurance: Decimal = ZERO
    other: Decimal = ZERO
    discount: Decimal = ZERO
    freight_by: ShareBy = ShareBy.VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the law leaves to the company or disputes: the switches of one establishment on one date.

    `contributions_exclude_icms` follows STF Tema 69, `contributions_exclude_difal` STJ and PGFN Parecer SEI 71/2025;
    `contributions_exclude_fcp` and `contributions_exclude_iss` are disputed. `mva_places` are the decimals, in
    points, of an adjusted MVA. `ibs_cbs_in_icms_base` differs between states. `ibs_cbs_in_total` is False while the
    two are informative (2026); `ibs_cbs_in_das` tells of a seller of Simples that pays them inside the DAS. `ties`
    says which of equal lines takes the cents that sharing leaves over. `das_rate` is the effective rate of a seller of
    Simples, of which `das_icms_share` (points of it) is ICMS and `das_contributions_share` PIS and COFINS.
    `iss_has_ended`: the day is past the last one of the ISS, and a service brings no rule for it.
    """

    rounding: Rounding = Rounding.HALF_UP
    ties: Ties = Ties.FIRST
    mva_places: int = 2
    contributions_exclude_icms: bool = True
    contributions_exclude_difal: bool = True
    contributions_exclude_fcp: bool = False
    contributions_exclude_iss: bool = False
    ibs_cbs_in_icms_base: bool = False
    ibs_cbs_in_total: bool = False
    ibs_cbs_in_das: bool = False
    das_rate: Decimal = ZERO
    das_icms_share: Decimal = ZERO
    das_contributions_share: Decimal = ZERO
    iss_has_ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """A sale to be taxed as of the day `on`.

    `seller_uf` and `buyer_uf` are states, `buyer_uf` `"EX"` for exports. `required` are the taxes that every line of
    goods must bring a rule for on that date; without the rule the sale is refused, never taxed at zero.
    """

    on: date
    regime: Regime
    seller_uf: str
    buyer_uf: str
    buyer: Buyer
    lines: tuple[Line, ...]
    destination: Destination = Destination.RESALE
    header: Header = field(default_factory=Header)
    policy: Policy = field(default_factory=Policy)
    required: tuple[Tax, ...] = (Tax.ICMS,)

    @property
    def is_interstate(self) -> bool:
        """Whether the goods go to another state of Brazil."""
        return self.seller_uf != self.buyer_uf and self.buyer_uf != ABROAD

    @property
    def buyer_consumes(self) -> bool:
        """Whether the buyer is the final consumer."""
        return consumes(self.buyer, self.destination)
