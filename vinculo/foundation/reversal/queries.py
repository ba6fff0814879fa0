"""Reading reversals: the ones of a subject, newest first, and the changes each can be reversed by."""

from django.db.models import QuerySet

from vinculo.foundation.reversal.models import Reversal
from vinculo.foundation.reversal.spans import Span


def reversals_of(subject_type: str, subject_id: int) -> QuerySet[Reversal]:
    rows = Reversal.objects.filter(subject_type=subject_type, subject_id=subject_id)
    return rows.select_related("actor").order_by("-id")


def spans_of(reversal: Reversal) -> list[Span]:
    return [Span(*span) for span in reversal.spans]
