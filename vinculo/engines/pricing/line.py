"""What a line of a sale is, as data, and what pricing finds for it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from vinculo.engines.derivation import Derivation
from vinculo.engines.pricing.problems import Problem
from vinculo.engines.pricing.sources import PriceCandidate, UnitFactor
from vinculo.kernel.exact import HUNDRED, ONE, UNIT_PRICE_PLACES, ZERO, Rounding


@dataclass(frozen=True, slots=True)
class RoundingPolicy:
    """How a company rounds: unit prices to `unit_places` (when the list does not say) and money to cents."""

    unit_places: int = UNIT_PRICE_PLACES
    unit: Rounding = Rounding.HALF_UP
    money: Rounding = Rounding.HALF_UP


@dataclass(frozen=True, slots=True)
class Negotiation:
    """What the negotiation scenario does: `percent` over the price (negative: a discount) or a `price` of its own.

    `least_price` is the lowest unit price it allows; `least_discount` and `most_discount` the
    range of what the seller gives, in points, both ends included.
    """

    name: str
    percent: Decimal = ZERO
    price: Decimal | None = None
    least_price: Decimal | None = None
    most_discount: Decimal | None = None
    least_discount: Decimal | None = None
    row: str = ""


@dataclass(frozen=True, slots=True)
class PromotionBand:
    """`percent` off from `from_quantity` (in `unit`; empty: the unit of sale) on. `most` limits the quantity of the
    product in one order, in the same unit.

    A promotion that is not `is_cumulative` does not join others: the better for the customer applies.
    """

    promotion: str
    percent: Decimal
    from_quantity: Decimal = ZERO
    unit: str = ""
    most: Decimal | None = None
    is_cumulative: bool = False
    valid_from: date = date.min
    valid_until: date = date.max
    row: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A discount (negative) or surcharge (positive) in points, from the matrix of discounts and surcharges."""

    name: str
    percent: Decimal
    row: str = ""


@dataclass(frozen=True, slots=True)
class PassThrough:
    """The repasse: the list price supposes tax at `listed` points and the operation pays `paid`, the seller's net kept:
    price × (1 − listed) / (1 − paid). Or, with `deduction`, that many points off the price."""

    name: str
    listed: Decimal = ZERO
    paid: Decimal = ZERO
    deduction: Decimal | None = None
    row: str = ""
    source: str = ""

    @property
    def factor(self) -> Decimal:
        if self.deduction is not None:
            return ONE - self.deduction / HUNDRED
        return (HUNDRED - self.listed) / (HUNDRED - self.paid)


DEFAULT_ROUNDING: Final = RoundingPolicy()


class LineState(Enum):
    """`FIXED` takes no part in the header's discount; `BONUS` and `CANCELLED` in no apportioning at all."""

    OPEN = "open"
    FIXED = "fixed"
    BONUS = "bonus"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line to be priced: what is sold, and everything the books say of it.

    `discounts` and `surcharges` are what the seller typed, in points, each on what the one before left. `new_price`
    (the "Novo preço") is the unit price the seller wants instead of them. `ceiling` is the highest lawful unit price
    (CMED); `weight` is what the line weighs when the header is shared by weight. `ordered` is what the whole order asks
    of the product, in `unit`, which the limit of a promotion looks at (None: this line alone). What is not shipped, a
    service, bears no freight and no insurance unless nothing else is there to.
    """

    number: int
    quantity: Decimal
    unit: str
    candidates: tuple[PriceCandidate, ...] = ()
    factors: tuple[UnitFactor, ...] = ()
    negotiation: Negotiation | None = None
    promotions: tuple[PromotionBand, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    discounts: tuple[Decimal, ...] = ()
    surcharges: tuple[Decimal, ...] = ()
    new_price: Decimal | None = None
    pass_through: PassThrough | None = None
    ceiling: Decimal | None = None
    multiple: Decimal | None = None
    weight: Decimal = ZERO
    state: LineState = LineState.OPEN
    name: str = ""
    is_shipped: bool = True
    ordered: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What a line costs. Unit prices in reais with up to ten decimals, amounts in cents.

    `goods` = quantity × `unit_price`; `header_discount`, `freight`, `insurance` and `other` are its shares;
    `pass_through` is what the repasse takes off (negative) or adds; `net` = goods − header discount + pass-through;
    `operation` = net + freight + insurance + other, the base of the taxes. `given_discount` is what the seller took
    off, in points: typed discounts, Novo preço and header, as typed and before any rounding of prices and shares;
    `below_list` is the net against the starting price.
    """

    number: int
    list_price: Decimal
    unit_price: Decimal
    goods: Decimal
    header_discount: Decimal
    freight: Decimal
    insurance: Decimal
    other: Decimal
    pass_through: Decimal
    net: Decimal
    net_unit_price: Decimal
    operation: Decimal
    given_discount: Decimal
    below_list: Decimal
    source: PriceCandidate | None
    problems: tuple[Problem, ...]
    derivation: Derivation

    @property
    def is_priced(self) -> bool:
        return self.source is not None
