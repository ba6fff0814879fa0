"""Keeping what a reversal did and what it left; forgetting the names of records it kept."""

from collections.abc import Iterable, Sequence

from django.db.models import Sum

from vinculo.foundation.access import Actor
from vinculo.foundation.reversal.models import KeptRecord, Reversal, Slice
from vinculo.foundation.reversal.outcome import Kept, Reversed
from vinculo.foundation.reversal.spans import Span


def record_reversal(
    actor: Actor, subject_type: str, subject_id: int, outcome: Reversed, spans: Sequence[Span], *, is_redo: bool = False
) -> Reversal:
    """Write the reversal down beside the work itself, in the same transaction."""
    reversal = Reversal.objects.create(
        company_id=actor.company_id,
        actor_id=actor.user_id,
        subject_type=subject_type,
        subject_id=subject_id,
        is_redo=is_redo,
        spans=[list(span) for span in spans],
        records=outcome.records,
        kept_count=len(outcome.kept),
    )
    _keep(reversal.pk, outcome.kept)
    return reversal


def begin_reversal(
    actor: Actor, subject_type: str, subject_id: int, slices: Iterable[Sequence[Span]], *, is_redo: bool
) -> Reversal:
    """Write down what is going to be taken back, slice by slice."""
    reversal = Reversal.objects.create(
        company_id=actor.company_id,
        actor_id=actor.user_id,
        subject_type=subject_type,
        subject_id=subject_id,
        is_redo=is_redo,
        records=0,
        kept_count=0,
        is_finished=False,
    )
    Slice.objects.bulk_create(
        Slice(reversal=reversal, number=number, takes=[list(span) for span in spans])
        for number, spans in enumerate(slices, start=1)
    )
    return reversal


def record_slice(part: Slice, outcome: Reversed, span: Span) -> None:
    """Write down that a slice is done, in the transaction that did it."""
    part.span = list(span)
    part.records = outcome.records
    part.kept_count = len(outcome.kept)
    part.save(update_fields=["span", "records", "kept_count"])
    _keep(part.reversal_id, outcome.kept)


def finish_reversal(reversal: Reversal) -> None:
    """Add up the slices of a reversal that are all done."""
    slices = reversal.slices.order_by("number")
    sums = slices.aggregate(records=Sum("records", default=0), kept=Sum("kept_count", default=0))
    reversal.records, reversal.kept_count = sums["records"], sums["kept"]
    reversal.spans = list(slices.values_list("span", flat=True))
    reversal.is_finished = True
    reversal.save(update_fields=["records", "kept_count", "spans", "is_finished"])


def _keep(reversal_id: int, kept: Iterable[Kept]) -> None:
    KeptRecord.objects.bulk_create(
        KeptRecord(
            reversal_id=reversal_id,
            root_type=each.root_type,
            root_id=each.root_id,
            label=each.label,
            why=each.why,
            who=each.who,
            changed_at=each.at,
        )
        for each in kept
    )


def forget_kept(root_type: str, root_ids: Sequence[int]) -> int:
    """Take the names of records out of the reversals that kept them; how many there were."""
    rows = KeptRecord.objects.filter(root_type=root_type, root_id__in=root_ids)
    return rows.update(label="Registro anonimizado")
