"""Asking for the scan of the whole base."""

from vinculo.foundation.access import Actor
from vinculo.foundation.jobs.actions import enqueue
from vinculo.foundation.jobs.models import JobRun
from vinculo.identity.permissions import Permission

SCAN_KIND = "identity.scan"


def ask_for_scan(actor: Actor) -> JobRun:
    """Compare the whole base in the background."""
    actor.require(Permission.SCAN)
    return enqueue(actor, SCAN_KIND, "Procurar cadastros parecidos")
