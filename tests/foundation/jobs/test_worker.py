"""A real worker process: what it shows while it works, and what a kill leaves behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from tests.cast import create_cast
from tests.foundation.jobs import handlers
from vinculo.foundation import clock
from vinculo.foundation.access.loader import load_actor
from vinculo.foundation.jobs.actions import cancel, enqueue
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.notifications.models import Notification
from vinculo.foundation.postgres.url import PROJECT

pytestmark = pytest.mark.django_db(transaction=True)

Worker = subprocess.Popen[bytes]


@pytest.fixture
def start_worker() -> Iterator[Callable[[], Worker]]:
    started: list[Worker] = []
    name, host, user = (connection.settings_dict[key] for key in ("NAME", "HOST", "USER"))
    port = connection.settings_dict["PORT"]
    url = f"postgres://{user}@/{name}?host={host}" + (f"&port={port}" if port else "")

    def start() -> Worker:
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.foundation.jobs.worker"],
            cwd=PROJECT,
            env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings_test"},
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        if worker.poll() is None:
            worker.kill()
        worker.wait()


def wait_for(truth: Callable[[], bool], seconds: float = 30) -> None:
    give_up_at = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.05)


def start_counting(pause: float) -> JobRun:
    users = create_cast().users
    actor = load_actor(users["ana"].pk)
    assert actor is not None
    return enqueue(actor, "tests.count", "Contagem", {"pause": pause})


def test_shows_progress_while_its_transactions_are_open_and_stops_when_cancelled(
    start_worker: Callable[[], Worker],
) -> None:
    run = start_counting(pause=0.1)
    start_worker()

    def progressed() -> bool:
        run.refresh_from_db()
        return run.status == "running" and run.done >= 8 and run.rate is not None

    wait_for(progressed)
    assert run.total == handlers.STEPS
    assert run.rate is not None
    assert 3 < run.rate < 15
    assert run.time_left is not None
    cancel(run, now=clock.now())
    wait_for(lambda: JobRun.objects.get(pk=run.pk).status == "cancelled", 5)
    assert Notification.objects.filter(kind="tests.step").count() < handlers.STEPS


def test_a_killed_worker_loses_nothing_and_repeats_nothing(start_worker: Callable[[], Worker]) -> None:
    run = start_counting(pause=0.05)
    first = start_worker()
    wait_for(lambda: JobRun.objects.get(pk=run.pk).done >= 10)
    first.send_signal(signal.SIGKILL)
    first.wait()
    left = JobRun.objects.get(pk=run.pk)
    assert left.status == "running"
    start_worker()
    wait_for(lambda: JobRun.objects.get(pk=run.pk).status == "done", 60)
    done = JobRun.objects.get(pk=run.pk)
    assert done.attempt == 2
    titles = sorted(Notification.objects.filter(kind="tests.step").values_list("title", flat=True))
    assert titles == sorted(f"{run.pk}:{step}" for step in range(1, handlers.STEPS + 1))


def test_a_stopped_worker_pauses_its_jobs_and_ends_soon(start_worker: Callable[[], Worker]) -> None:
    run = start_counting(pause=0.1)
    first = start_worker()
    wait_for(lambda: JobRun.objects.get(pk=run.pk).done >= 3)
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=8) == 0
    paused = JobRun.objects.get(pk=run.pk)
    assert (paused.status, paused.attempt) == ("queued", 0)
    start_worker()
    wait_for(lambda: JobRun.objects.get(pk=run.pk).status == "done", 30)
    assert Notification.objects.filter(kind="tests.step").count() == handlers.STEPS
