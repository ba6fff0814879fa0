"""Many cases run again in the background."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from vinculo.foundation import clock
from vinculo.foundation.jobs import handler
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.simulator import actions
from vinculo.simulator.models import SimulatedCase

BATCH = 20


@handler("simulator.run_cases", icon="calculator", url=lambda run: reverse("simulator:cases"))  # noqa: ARG005
def run_cases(run: JobRun, report: Reporter) -> dict[str, object]:
    """Run every case of the company again, in batches; `on` is the day whose rules apply (None: the case's own)."""
    on = date.fromisoformat(run.params["on"]) if run.params.get("on") else None
    rows = SimulatedCase.objects.visible_to(report.actor).order_by("pk")
    total = rows.count()
    state: dict[str, Any] = {"after": 0, "done": 0, "changed": 0, **run.state}
    while batch := list(rows.filter(pk__gt=state["after"])[:BATCH]):
        report.check_cancelled()
        with transaction.atomic():
            state["changed"] += actions.run_cases(report.actor, batch, on=on, now=clock.now())
            state["after"], state["done"] = batch[-1].pk, state["done"] + len(batch)
            report.save_state(state)
        report.progress(state["done"], total, "Reexecutando casos")
    changed = state["changed"]
    words = (
        "Nenhum valor mudou."
        if not changed
        else f"{changed} de {total} casos {'mudou' if changed == 1 else 'mudaram'}."
    )
    return {"changed": changed, "message": words}
