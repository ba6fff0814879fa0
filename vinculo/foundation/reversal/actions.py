"""Keeping what a reversal did and what it left; forgetting the names of records it kept."""

from collections.abc import Sequence

from vinculo.foundation.access import Actor
from vinculo.foundation.reversal.models import KeptRecord, Reversal
from vinculo.foundation.reversal.outcome import Reversed
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
    KeptRecord.objects.bulk_create(
        KeptRecord(
            reversal=reversal,
            root_type=each.root_type,
            root_id=each.root_id,
            label=each.label,
            why=each.why,
            who=each.who,
            changed_at=each.at,
        )
        for each in outcome.kept
    )
    return reversal


def forget_kept(root_type: str, root_ids: Sequence[int]) -> int:
    """Take the names of records out of the reversals that kept them; how many there were."""
    rows = KeptRecord.objects.filter(root_type=root_type, root_id__in=root_ids)
    return rows.update(label="Registro anonimizado")
