"""The only place that reads the clock. Edges call it and pass `now` inward."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The present day in the company's time zone (America/Sao_Paulo unless the request activated another)."""
    return timezone.localdate()
