"""The undo of an import is killed half-way, its process and then its database connections: it goes on and ends."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest
from django.db import connection

from tests.cast import create_cast
from vinculo.customers.models import Email, Party
from vinculo.foundation.audit.models import Change
from vinculo.foundation.postgres.url import PROJECT
from vinculo.imports import actions, undoing
from vinculo.imports.models import Run
from vinculo.imports.processing import process, reset

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ROWS, BATCH = 72, 6
_OTHERS = (
    "from pg_stat_activity where datname = current_database() "
    "and pid <> pg_backend_pid() and backend_type = 'client backend'"
)
# Says how many slices are done and then waits to be told to go on, while the other lanes work.
_WORK = """
import django; django.setup()
import sys
from datetime import UTC, datetime
from vinculo.imports.models import Run
from vinculo.imports.undoing import take_back
from vinculo.organization.queries import actor_for
run = Run.objects.get(pk=int(sys.argv[1]))
def report(done, total):
    print(done, flush=True)
    sys.stdin.readline()
take_back(actor_for(int(sys.argv[2])), run, redo=False, now=datetime.now(UTC), report=report)
"""


def undo_in_a_process(run: Run, user: int) -> subprocess.Popen[bytes]:
    settings = connection.settings_dict
    url = f"postgres://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
    url += f"&port={settings['PORT']}" if settings["PORT"] else ""
    return subprocess.Popen(
        [sys.executable, "-c", _WORK, str(run.pk), str(user)],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings_test"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def await_slices(worker: subprocess.Popen[bytes], wanted: int) -> None:
    """Let the worker go on until it says that so many slices are done."""
    said, told = _streams(worker)
    while int(said.readline()) < wanted:
        told.write(b"\n")
        told.flush()


def scalar(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


def _streams(worker: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert worker.stdout is not None
    assert worker.stdin is not None
    return worker.stdout, worker.stdin


def test_a_kill_in_the_middle_of_an_undo_loses_and_doubles_nothing(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    cast = create_cast()
    sheet = tmp_path / "clientes.csv"
    lines = [f"C{n:03};Cliente {n};c{n}@exemplo.com.br" for n in range(ROWS)]
    sheet.write_text("\n".join(["Código;Nome;E-mail", *lines]), encoding="utf-8")
    run = Run(
        company_id=cast.company.pk,
        establishment=cast.head,
        owner=cast.user("adele"),
        importer="customers",
        file_name=sheet.name,
        origin="erp",
    )
    actions.receive_path(run, sheet)
    reset(run, Run.State.WRITING)
    process(run, cast.adele, write=True, batch_rows=BATCH)
    Run.objects.filter(pk=run.pk).update(state=Run.State.DONE)
    full = list(Party.objects.order_by("pk").values_list("pk", "name"))
    assert len(full) == ROWS
    actions.start_reversal(cast.adele, run, redo=False)

    killed = undo_in_a_process(run, cast.user("adele").pk)
    await_slices(killed, 2)
    killed.kill()
    killed.communicate()
    while scalar(f"select count(*) {_OTHERS}"):  # the server ends what the process had begun
        time.sleep(0.05)
    after_kill = Party.objects.count()
    assert 0 < after_kill <= ROWS - 2 * BATCH
    assert after_kill == Email.objects.count()

    cut_off = undo_in_a_process(run, cast.user("adele").pk)
    await_slices(cut_off, (ROWS - after_kill) // BATCH + 1)
    assert scalar(f"select count(*) filter (where pg_terminate_backend(pid)) {_OTHERS}")
    cut_off.communicate()
    assert cut_off.returncode
    assert 0 < Party.objects.count() < after_kill

    reversal = undoing.take_back(cast.adele, run, redo=False, now=NOW, report=lambda *_: None)
    assert (reversal.records, reversal.kept_count) == (ROWS, 0)
    assert not Party.objects.exists()
    deletions = Change.objects.filter(operation="D", table_name="customers_party").values_list("row_id", flat=True)
    assert sorted(deletions) == [pk for pk, _ in full]
    actions.start_reversal(cast.adele, Run.objects.get(pk=run.pk), redo=True)
    undoing.take_back(cast.adele, run, redo=True, now=NOW, report=lambda *_: None)
    assert list(Party.objects.order_by("pk").values_list("pk", "name")) == full
