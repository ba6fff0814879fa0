"""Notes on a party."""

from datetime import datetime

from vinculo.customers import queries
from vinculo.customers.models import Note, Party
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import Unfit
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404


def write_note(actor: Actor, party: Party, body: str, *, now: datetime) -> Note:
    """A note signed by the actor."""
    actor.require(Permission.EDIT)
    party = get_or_404(queries.editable_parties(actor), party.pk)
    with audit.writing(actor, Verb.NOTE_WRITTEN):
        return Note.objects.create(
            company_id=party.company_id, party=party, author_id=actor.user_id, body=body.strip(), created_at=now
        )


def edit_note(actor: Actor, note: Note, body: str) -> None:
    """Only the author edits a note: `Unfit` for anybody else."""
    _require_author(actor, note)
    with audit.writing(actor, Verb.NOTE_EDITED):
        note.body = body.strip()
        note.save(update_fields=["body"])


def remove_note(actor: Actor, note: Note) -> None:
    """Only the author removes a note; `restore_removed` puts it back."""
    _require_author(actor, note)
    with audit.writing(actor, Verb.NOTE_REMOVED):
        note.delete()


def _require_author(actor: Actor, note: Note) -> None:
    actor.require(Permission.EDIT)
    get_or_404(queries.editable_parties(actor), note.party_id)
    if note.author_id != actor.user_id:
        raise Unfit("Só quem escreveu a nota pode alterá-la ou excluí-la.")
