"""When Python looks for circular garbage: not in the middle of a page, and not while what is built is all kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.signals import request_finished

# A page leaves some two thousand objects to look at, which takes two or three milliseconds.
_WORTH_LOOKING: Final = 2_000
# The collector runs by itself after so many, should a single page make them.
_AT_MOST: Final = 100_000
_ROUNDS: Final = 20


def collect_between_pages() -> None:
    """For a process that serves pages, once all is loaded: what is there by now stays and need not be walked again, and
    what a page leaves behind is collected when its answer has been sent."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_AT_MOST, _ROUNDS, _ROUNDS)
    request_finished.connect(_collect, dispatch_uid="collect_between_pages")


def _collect(**_sent: Any) -> None:
    young, middle, old = gc.get_count()
    if young >= _WORTH_LOOKING:
        gc.collect(2 if old >= _ROUNDS else 1 if middle >= _ROUNDS else 0)


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """For building what is kept whole: the collector would walk it again and again, a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
