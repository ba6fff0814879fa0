"""Circular garbage of pages."""

import gc
from collections.abc import Iterator
from weakref import WeakSet

import pytest
from django.core.signals import request_finished

from vinculo.foundation.collecting import collect_between_pages, nothing_to_collect


class Knot:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(request_finished, "receivers", [])
    usual = gc.get_threshold()
    collect_between_pages()
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


def test_what_pages_leave_is_collected_once_an_answer_was_sent(served: None) -> None:
    left: WeakSet[Knot] = WeakSet()
    for _ in range(5_000):
        left.add(Knot())
    assert len(left) == 5_000
    request_finished.send(sender=None)
    assert not left


def test_a_little_is_left_for_later(served: None) -> None:
    gc.collect()
    left = WeakSet([Knot()])
    request_finished.send(sender=None)
    assert len(left) == 1


def test_nothing_is_collected_meanwhile_and_again_afterwards() -> None:
    with nothing_to_collect(), nothing_to_collect():
        assert not gc.isenabled()
    assert gc.isenabled()
