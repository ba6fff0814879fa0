"""Jobs made for the tests; `tests.foundation.jobs.worker` teaches them to a worker process."""

import time

from django.db import transaction

from vinculo.foundation.jobs import JobFailed, handler
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.notifications.models import Notification

STEPS = 40


@handler("tests.count")
def count(run: JobRun, report: Reporter) -> dict[str, object]:
    """Writes one notification a step, each committed with its place."""
    step = int(str(run.state.get("step", 0)))
    pause = float(run.params.get("pause", 0))
    while step < STEPS:
        report.check_cancelled()
        with transaction.atomic():
            step += 1
            Notification.objects.create(user_id=run.owner_id, kind="tests.step", title=f"{run.pk}:{step}")
            report.save_state({"step": step})
            report.progress(step, STEPS, f"Passo {step}")
            time.sleep(pause)
    return {"steps": step, "message": f"{step} passos."}


@handler("tests.refuse")
def refuse(run: JobRun, report: Reporter) -> None:
    raise JobFailed("A planilha não tem cabeçalho.")


@handler("tests.break")
def break_down(run: JobRun, report: Reporter) -> None:
    raise ValueError("internal detail")


@handler("tests.write")
def write(run: JobRun, report: Reporter) -> None:
    with report.output("saída.txt") as path:
        path.write_text("olá")
