"""What a load balancer and a supervisor ask: is the process alive, and can it do its work?"""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

from vinculo.foundation import clock
from vinculo.foundation.access import public

# A worker writes its heartbeat every 10 seconds; six missed ones mean that nobody works.
WORKER_SILENCE = timedelta(seconds=60)


@public
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; touches nothing else, so that a database failure restarts no web process."""
    return HttpResponse("ok", content_type="text/plain")


@public
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 when every check holds, 503 otherwise; the body says which, as `{"database": true, …}`."""
    checks: dict[str, Callable[[], bool]] = {
        "database": database_answers,
        "migrations": migrations_are_applied,
        "worker": worker_is_alive,
    }
    holds = {name: _holds(check) for name, check in checks.items()}
    return JsonResponse(holds, status=200 if all(holds.values()) else 503)


def database_answers() -> bool:
    """Whether the database accepts a connection and answers a query."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        return bool(cursor.fetchone())


def migrations_are_applied() -> bool:
    """Whether the database has every migration that this code brings."""
    return _migrations_in_code() <= MigrationRecorder(connection).applied_migrations().keys()


def worker_is_alive() -> bool:
    """Whether some worker has written its heartbeat recently."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=clock.now() - WORKER_SILENCE).exists()


@cache
def _migrations_in_code() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except DatabaseError:
        return False
