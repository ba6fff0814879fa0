from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import Settings

from tests.cast import Cast
from tests.foundation.jobs import handlers
from vinculo.foundation import clock
from vinculo.foundation.audit.origin import Origin, arriving_from
from vinculo.foundation.jobs import UnknownKind, runner
from vinculo.foundation.jobs.actions import CannotCancel, cancel, enqueue, purge
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.presentation import duration
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.notifications.models import Notification

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        return int(cursor.fetchone()[0])


def finished(run: JobRun) -> JobRun:
    runner.execute(run.pk)
    run.refresh_from_db()
    return run


def test_runs_to_its_end_and_tells_its_owner(cast: Cast) -> None:
    run = finished(enqueue(cast.ana, "tests.count", "Contagem"))
    assert (run.status, run.result["steps"], run.message) == ("done", handlers.STEPS, "40 passos.")
    told = Notification.objects.get(kind="job")
    assert (told.user_id, told.title, told.url) == (
        cast.user("ana").pk,
        "Contagem: concluído",
        f"/processos/{run.pk}/",
    )


def test_is_part_of_the_transaction_that_asked_for_it(cast: Cast) -> None:
    before = queued()
    with transaction.atomic():
        enqueue(cast.ana, "tests.count", "Contagem")
        transaction.set_rollback(True)
    assert queued() == before
    assert not JobRun.objects.exists()
    enqueue(cast.ana, "tests.count", "Contagem")
    assert queued() == before + 1


def test_refuses_a_kind_nobody_handles(cast: Cast) -> None:
    with pytest.raises(UnknownKind):
        enqueue(cast.ana, "tests.unheard", "?")


def test_keeps_where_its_owner_was(cast: Cast) -> None:
    with arriving_from(Origin("web", "10.1.2.3", "")):
        run = enqueue(cast.ana, "tests.count", "Contagem")
    assert (run.address, run.establishment_id) == ("10.1.2.3", cast.head.pk)


def test_a_refusal_is_told_in_its_own_words(cast: Cast) -> None:
    run = finished(enqueue(cast.ana, "tests.refuse", "Importação"))
    assert (run.status, run.message) == ("failed", "A planilha não tem cabeçalho.")
    assert Notification.objects.get(kind="job_failed").title == "Importação: não foi concluído"


def test_a_breakdown_hides_its_detail_and_logs_it(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    run = finished(enqueue(cast.ana, "tests.break", "Importação"))
    assert run.status == "failed"
    assert "internal detail" not in run.message
    assert f"nº {run.pk}" in run.message
    assert "internal detail" in caplog.text


def test_fails_when_its_owner_lost_access(cast: Cast) -> None:
    run = enqueue(cast.ana, "tests.count", "Contagem")
    cast.user("ana").memberships.all().delete()
    assert finished(run).status == "failed"


def test_a_job_cancelled_in_the_queue_never_runs(cast: Cast) -> None:
    run = enqueue(cast.ana, "tests.count", "Contagem")
    cancel(run, now=clock.now())
    assert finished(run).status == "cancelled"
    assert not Notification.objects.filter(kind="tests.step").exists()
    with pytest.raises(CannotCancel):
        cancel(run, now=clock.now())


@pytest.mark.parametrize("ending", ["cancelled", "done"])
def test_a_job_that_ended_between_reading_and_beginning_does_not_run(
    cast: Cast, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = enqueue(cast.ana, "tests.count", "Contagem")
    claim = Reporter.claim

    def ended_just_before(reporter: Reporter) -> bool:
        JobRun.objects.filter(pk=run.pk).update(status=ending, finished_at=clock.now())
        return claim(reporter)

    monkeypatch.setattr(Reporter, "claim", ended_just_before)
    assert finished(run).status == ending
    assert not Notification.objects.filter(kind="tests.step").exists()


def test_a_finished_job_does_not_run_again(cast: Cast) -> None:
    run = finished(enqueue(cast.ana, "tests.count", "Contagem"))
    runner.execute(run.pk)
    assert Notification.objects.filter(kind="tests.step").count() == handlers.STEPS


def test_gives_up_after_five_interruptions(cast: Cast) -> None:
    run = enqueue(cast.ana, "tests.count", "Contagem")
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    JobRun.objects.filter(pk=run.pk).update(status="running", attempt=5, started_at=clock.now())
    assert runner.recover() == 0
    run.refresh_from_db()
    assert run.status == "failed"


def test_what_a_dead_worker_left_goes_back_to_the_queue_once(cast: Cast) -> None:
    run = enqueue(cast.ana, "tests.count", "Contagem")
    assert runner.recover() == 0
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    JobRun.objects.filter(pk=run.pk).update(status="running", attempt=1, started_at=clock.now())
    assert runner.recover() == 1
    assert runner.recover() == 0
    assert finished(run).status == "done"


def test_the_file_goes_to_its_owner_alone_and_expires(cast: Cast, signed_in: SignIn, files: Path) -> None:
    run = finished(enqueue(cast.ana, "tests.write", "Arquivo"))
    url = f"/processos/{run.pk}/arquivo/"
    answer = signed_in("ana").get(url)
    assert b"".join(answer.streaming_content) == "olá".encode()
    assert "attachment" in answer["Content-Disposition"]
    for other in ("bruno", "carla", "adele"):
        assert signed_in(other).get(url).status_code == 404
    JobRun.objects.update(output_expires_at=clock.now() - timedelta(seconds=1))
    assert signed_in("ana").get(url).status_code == 404
    purge(now=clock.now())
    run.refresh_from_db()
    assert not run.has_output
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_each_sees_their_own_and_administrators_everything(cast: Cast, signed_in: SignIn) -> None:
    run = enqueue(cast.ana, "tests.count", "Contagem da Ana")
    detail, cancelling = f"/processos/{run.pk}/", f"/processos/{run.pk}/cancelar/"
    assert "Contagem da Ana" in signed_in("ana").get("/processos/").content.decode()
    assert "Contagem da Ana" in signed_in("ana").get("/processos/bandeja/").content.decode()
    for other in ("bruno", "carla"):
        browser = signed_in(other)
        assert "Contagem da Ana" not in browser.get("/processos/?de=todos").content.decode()
        assert browser.get(detail).status_code == 404
        assert browser.post(cancelling).status_code == 404
    browser = signed_in("adele")
    assert "Contagem da Ana" not in browser.get("/processos/").content.decode()
    assert "Contagem da Ana" in browser.get("/processos/?de=todos&situacao=andamento").content.decode()
    assert "Contagem da Ana" not in browser.get("/processos/bandeja/").content.decode()
    assert browser.get(detail).status_code == 200
    assert browser.post(cancelling).status_code == 302
    run.refresh_from_db()
    assert run.status == "cancelled"


def test_hostile_addresses_of_the_list_are_harmless(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("ana")
    for query in ("situacao=x", "antes=x", f"antes={'9' * 40}", "de=todos"):
        assert browser.get(f"/processos/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "menos de 1 s"), (42, "42 s"), (200, "3 min 20 s"), (1800, "30 min"), (7500, "2 h 05 min")],
)
def test_says_how_long(seconds: float, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words
