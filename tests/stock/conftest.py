import pytest

from tests.cast import Cast
from tests.stock.depot import Depot


@pytest.fixture
def depot(cast: Cast) -> Depot:
    return Depot(cast)
