"""What the commercial matrices put first. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from vinculo.engines.decision import Row, Table
from vinculo.kernel.text import fold
from vinculo.matrices.kinds import Registered, all_kinds
from vinculo.matrices.sheet import headings
from vinculo.price_book.kinds import COMMISSION

ROWS = (
    {},
    {"seller": "7"},
    {"discount": "..5"},
    {"payment_term": "AV"},
    {"product": "FO-1"},
    {"product": "FO-1", "seller": "7"},
)
TABLE = Table(COMMISSION, [Row(number, keys) for number, keys in enumerate(ROWS, start=1)])


@pytest.mark.parametrize(
    ("sale", "row"),
    [
        ({"seller": "8", "discount": "9"}, 1),
        ({"seller": "7", "discount": "9"}, 2),
        ({"seller": "7", "discount": "5"}, 3),
        ({"seller": "7", "discount": "9", "payment_term": "AV"}, 4),
        ({"seller": "8", "discount": "5", "product": "FO-1"}, 5),
        ({"seller": "7", "discount": "5", "product": "FO-1"}, 6),
    ],
)
def test_a_commission_goes_by_product_then_by_band_then_by_what_the_seller_gets(
    sale: Mapping[str, str], row: int
) -> None:
    facts = {name: Decimal(value) if name == "discount" else value for name, value in sale.items()}
    decided = TABLE.decide(facts, on=date(2026, 11, 26)).row
    assert decided is not None
    assert decided.id == row


@pytest.mark.parametrize("registered", all_kinds(), ids=lambda registered: registered.kind.code)
def test_no_two_columns_of_a_matrix_share_a_heading(registered: Registered) -> None:
    """A spreadsheet would bring back one of them only."""
    titles = [fold(title) for title in headings(registered.kind)]
    assert sorted(titles) == sorted(set(titles))
