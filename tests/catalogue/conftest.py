import pytest

from tests.cast import Cast
from tests.catalogue.shelf import Shelf


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    return Shelf(cast)
