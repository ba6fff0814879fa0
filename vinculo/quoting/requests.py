"""What is to be quoted: a sale as somebody typed it, by the ids of the records it speaks of."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from vinculo.kernel.exact import ZERO


@dataclass(frozen=True, slots=True)
class RequestedLine:
    """A product sold. `unit_id` None is the product's unit of sale. Discounts and surcharges in points, in a row;
    `new_price` (reais for one unit) takes their place."""

    number: int
    product_id: int
    quantity: Decimal
    unit_id: int | None = None
    discounts: tuple[Decimal, ...] = ()
    surcharges: tuple[Decimal, ...] = ()
    new_price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRequest:
    """A sale of an establishment. Without `party_id` the buyer is nobody in particular, in the state `uf`.

    `ordered_at` is local to the establishment, without zone; `on` is the day whose books apply. `freight` is what was
    typed (reais), None leaves it to the matrix. `header_percent` in points, `header_amount` in reais.
    """

    company_id: int
    establishment_id: int
    on: date
    ordered_at: datetime
    lines: tuple[RequestedLine, ...]
    party_id: int | None = None
    uf: str = ""
    nature: str = ""
    destination: str = ""
    term_id: int | None = None
    method_id: int | None = None
    scenario: str = ""
    channel: str = ""
    freight_type_id: int | None = None
    carrier: str = ""
    freight: Decimal | None = None
    insurance: Decimal = ZERO
    other: Decimal = ZERO
    header_percent: Decimal = ZERO
    header_amount: Decimal = ZERO
    replaces_lines: bool = False
    seller_id: int | None = None
    wanted_on: date | None = None
