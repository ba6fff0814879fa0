"""Reading and validating the next rows while the database works on the present ones."""

import threading
from collections.abc import Generator, Iterable
from queue import Full, Queue
from typing import Generic, TypeVar

T = TypeVar("T")


class _End(Generic[T]):
    """The last thing in the queue; `error` is what the source raised, if it did."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error


def prefetch(source: Iterable[T], ahead: int) -> Generator[T, None, None]:
    """The items of `source`, produced by another thread that stays at most `ahead` items in front.

    What the source raises is raised here. The thread ends when this generator is closed.
    """
    queue: Queue[T | _End[T]] = Queue(maxsize=ahead)
    abandoned = threading.Event()

    def put(item: T | _End[T]) -> None:
        while not abandoned.is_set():
            try:
                queue.put(item, timeout=0.2)
            except Full:
                continue
            return

    def produce() -> None:
        error: Exception | None = None
        try:
            for item in source:
                put(item)
                if abandoned.is_set():
                    break
        except Exception as raised:  # noqa: BLE001  (carried to the other thread and raised there)
            error = raised
        put(_End(error))

    thread = threading.Thread(target=produce, name="import-reader", daemon=True)
    thread.start()
    try:
        while True:
            item = queue.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        abandoned.set()
        thread.join()
