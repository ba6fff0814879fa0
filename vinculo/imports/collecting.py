"""Python's search for circular garbage, which costs as much as reading the rows when millions of cells pass."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# A thousand rows or two: what rows leave behind is freed by counting references alone.
_ALLOCATIONS: Final = 100_000
_USUAL: Final = gc.get_threshold()


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage rarely meanwhile, and only among what is new; in the whole process, whoever else works in it."""
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, *_USUAL[1:])
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)
        gc.unfreeze()
