import pytest

from tests.cast import Cast
from tests.quoting.market import MarketPlace


@pytest.fixture
def place(cast: Cast) -> MarketPlace:
    return MarketPlace(cast)
