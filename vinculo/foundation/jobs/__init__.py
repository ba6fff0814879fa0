"""Long work with progress, in the background. How to add a job: docs/how-to/add-a-job.md.

The registry is here; `jobs.actions.enqueue` starts a job and `jobs.reporter.Reporter` is what its handler talks to.
"""

from vinculo.foundation.jobs.errors import JobCancelled, JobFailed, JobInterrupted
from vinculo.foundation.jobs.registry import UnknownKind, handler, periodic

__all__ = ["JobCancelled", "JobFailed", "JobInterrupted", "UnknownKind", "handler", "periodic"]
