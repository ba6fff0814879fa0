"""Reading and validating the next rows while the database works on the present ones."""

import threading
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from queue import Full, Queue
from typing import Final, Literal, TypeVar

T = TypeVar("T")


class _End(Enum):
    """The last thing in the queue."""

    END = "end"


_END: Final = _End.END


def prefetch(source: Iterable[T], ahead: int) -> Generator[T, None, None]:
    """The items of `source`, produced by another thread that stays at most `ahead` items in front.

    What the source raises is raised here. The thread ends when this generator is closed.
    """
    queue: Queue[T | Literal[_End.END]] = Queue(maxsize=ahead)
    abandoned = threading.Event()

    def put(item: T | Literal[_End.END]) -> None:
        while not abandoned.is_set():
            try:
                queue.put(item, timeout=0.2)
            except Full:
                continue
            return

    def produce() -> None:
        try:
            for item in source:
                put(item)
                if abandoned.is_set():
                    break
        finally:
            put(_END)

    with ThreadPoolExecutor(1, thread_name_prefix="import-reader") as pool:
        produced = pool.submit(produce)
        try:
            while (item := queue.get()) is not _END:
                yield item
            produced.result()
        finally:
            abandoned.set()
