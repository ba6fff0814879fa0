"""The seam to procrastinate: what is deferred goes over Django's own connection, and so into its transaction."""

from django.db import connection
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

RUN_TASK = "vinculo.run_job"
# A worker says it is alive every HEARTBEAT seconds; silent for STALLED_AFTER, its jobs start again elsewhere.
HEARTBEAT_SECONDS = 4.0
STALLED_AFTER_SECONDS = 15.0


def defer(run_id: int) -> int:
    """Put a job in the queue, in the present transaction; the id of the queue's row."""
    manager = JobManager(DjangoConnector())
    return configure_task(name=RUN_TASK, job_manager=manager, task_kwargs={"run_id": run_id}).defer()


def forget(queue_id: int | None) -> None:
    """Take away a row of the queue whose worker is gone."""
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where id = %s", [queue_id])


def orphans() -> list[int]:
    """Ids of unfinished jobs that no living worker runs and that do not wait in the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select run.id from jobs_jobrun run
            where run.status in ('queued', 'running') and not exists (
                select from procrastinate_jobs job
                left join procrastinate_workers worker on worker.id = job.worker_id
                where job.id = run.queue_id and (
                    job.status = 'todo'
                    or job.status = 'doing' and worker.last_heartbeat > now() - make_interval(secs => %s)
                )
            )
            order by run.id
            """,
            [STALLED_AFTER_SECONDS],
        )
        return [row[0] for row in cursor.fetchall()]
