"""`manage.py run_worker`: does the background work until told to stop."""

import asyncio
import logging
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from vinculo.foundation.jobs.queue import HEARTBEAT_SECONDS, STALLED_AFTER_SECONDS
from vinculo.foundation.jobs.runner import recover

RECOVERY_SECONDS = 5.0
# How long running jobs may go on after a stop is asked for, before they are told to pause.
GRACE_SECONDS = 1.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Executa os processos em segundo plano até receber SIGTERM ou Ctrl+C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="processos ao mesmo tempo (padrão: 2)")

    def handle(self, *args: Any, concurrency: int = 2, **options: Any) -> None:  # noqa: ARG002
        stopping = threading.Event()
        watcher = threading.Thread(target=_watch, args=[stopping], name="recovery", daemon=True)
        watcher.start()
        # Procrastinate keeps its own small pool: fetching, heartbeat, listening and finishing never wait for the work.
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=3)
        try:
            with app.replace_connector(connector):
                asyncio.run(_work(concurrency))
        finally:
            stopping.set()
            watcher.join(timeout=2 * RECOVERY_SECONDS)


async def _work(concurrency: int) -> None:
    async with app.open_async():
        await app.run_worker_async(
            concurrency=concurrency,
            delete_jobs="always",
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_AFTER_SECONDS,
            shutdown_graceful_timeout=GRACE_SECONDS,
            install_signal_handlers=True,
        )


def _watch(stopping: threading.Event) -> None:
    """Look for jobs left behind, from the start on. A database that is away is looked for again at the next turn."""
    while True:
        try:
            if recovered := recover():
                log.warning("%s job(s) of a lost worker put back in the queue", recovered)
        except (DatabaseError, InterfaceError) as error:
            log.warning("recovery waits for the database: %s", error)
        close_old_connections()
        if stopping.wait(RECOVERY_SECONDS):
            return
