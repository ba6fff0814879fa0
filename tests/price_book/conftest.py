import pytest

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.price_book.counter import Counter


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    return Shelf(cast)


@pytest.fixture
def counter(shelf: Shelf) -> Counter:
    return Counter(shelf)
