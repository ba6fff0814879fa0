"""What actions on stock are asked for. Quantities are Decimals in the unit named beside them, more than zero."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """So much of a product, in one unit and of one lot (None: of no lot)."""

    product_id: int
    unit_id: int
    quantity: Decimal
    lot_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot as the label says it; kept once for each product and number."""

    product_id: int
    number: str
    manufactured_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """The reason and the document of a posting; which kinds need a reason, the database knows."""

    reason: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line to be reserved. Without `lot_id` lots are chosen first expired, first out; `receipt_id` takes from stock
    still to come instead."""

    product_id: int
    unit_id: int
    quantity: Decimal
    warehouse_id: int
    lot_id: int | None = None
    receipt_id: int | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """For whom, why and until when stock is reserved. Without `owner_id` it is of whoever reserves; without
    `expires_at` the company's parameter decides."""

    reason: str
    document: str = ""
    party_id: int | None = None
    owner_id: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A receipt to be scheduled."""

    product_id: int
    unit_id: int
    quantity: Decimal
    warehouse_id: int
    expected_on: date
    document: str = ""
    supplier: str = ""
