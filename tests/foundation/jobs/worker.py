"""A worker process that knows the jobs of the tests: `python -m tests.foundation.jobs.worker`."""

import os

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    django.setup()
    import tests.foundation.jobs.handlers  # noqa: F401  (registers the jobs)

    call_command("run_worker")
