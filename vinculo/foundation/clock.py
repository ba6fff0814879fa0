"""The only place that reads the clock. Edges call it and pass `now` inward."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The present day where the actor works: requests and jobs go by the clock of their establishment.

    What nobody asked for (the work of the night, the command line) goes by America/Sao_Paulo.
    """
    return timezone.localdate()
