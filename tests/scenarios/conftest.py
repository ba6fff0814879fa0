"""Stories over HTTP: several people, several days, every door."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from tests.cases.world import World
from tests.cast import Cast
from vinculo.foundation import clock

SetClock = Callable[[datetime], None]


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast)


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """`it_is(moment)` stops the product's clock there."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: timezone.localtime(moment).date())

    return set_clock
