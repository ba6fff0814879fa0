"""Reading reversals: the ones of a subject, newest first, and the changes each can be reversed by."""

from django.db.models import QuerySet

from vinculo.foundation.reversal.models import Reversal, Slice
from vinculo.foundation.reversal.spans import Span


def reversals_of(subject_type: str, subject_id: int) -> QuerySet[Reversal]:
    """The finished ones."""
    rows = Reversal.objects.filter(subject_type=subject_type, subject_id=subject_id, is_finished=True)
    return rows.select_related("actor").order_by("-id")


def unfinished_reversal(subject_type: str, subject_id: int) -> Reversal | None:
    """The reversal of the subject that somebody began and nobody finished."""
    rows = Reversal.objects.filter(subject_type=subject_type, subject_id=subject_id, is_finished=False)
    return rows.order_by("-id").first()


def slices_to_do(reversal: Reversal) -> list[Slice]:
    return list(reversal.slices.filter(span__isnull=True).order_by("number"))


def spans_of(reversal: Reversal) -> list[Span]:
    return [Span(*span) for span in reversal.spans]
