"""The one task procrastinate knows, and one more for each periodic work. Found by procrastinate's autodiscovery."""

from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from vinculo.foundation import clock
from vinculo.foundation.jobs.queue import RUN_TASK
from vinculo.foundation.jobs.registry import Periodic, all_periodic
from vinculo.foundation.jobs.runner import execute


@app.task(name=RUN_TASK, pass_context=True)
def run_job(context: JobContext, run_id: int) -> None:
    execute(run_id, is_stopping=context.should_abort)


def schedule(work: Periodic) -> None:
    """Give the work to procrastinate's clock; two workers never run the same tick."""

    @app.periodic(cron=work.cron, periodic_id=work.key)
    @app.task(name=f"vinculo.periodic.{work.key}", queueing_lock=work.key)
    def tick(timestamp: int) -> None:  # noqa: ARG001  (procrastinate's signature)
        work.work(clock.now())


autodiscover_modules("jobs")
for each in all_periodic():
    schedule(each)
