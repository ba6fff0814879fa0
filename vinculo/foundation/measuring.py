"""What each answer cost, in its Server-Timing header. Present only when VINCULO_MEASURE=1, for `make bench`."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


class MeasuringMiddleware:
    """`Server-Timing: total;dur=12.3, cpu;dur=9.8, database;dur=4.5;desc="7"`: milliseconds, and the number of queries.

    Stands first, so that it measures all the others too.
    """

    def __init__(self, get_response: Answer) -> None:
        if not settings.MEASURE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        queries = _Queries()
        began, cpu_began = time.perf_counter(), time.thread_time()
        with connection.execute_wrapper(queries):
            answer = self.get_response(request)
        total, cpu = time.perf_counter() - began, time.thread_time() - cpu_began
        answer.headers["Server-Timing"] = (
            f"total;dur={1000 * total:.2f}, cpu;dur={1000 * cpu:.2f}, "
            f'database;dur={1000 * queries.seconds:.2f};desc="{queries.number}"'
        )
        return answer


class _Queries:
    """Counts and times the statements of one request."""

    def __init__(self) -> None:
        self.number = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.number += 1
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
