"""What the registry itself tells on the customer's timeline: notes, milestones of the record, changes of portfolio."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from vinculo.customers.models import Note, Party
from vinculo.customers.permissions import Permission
from vinculo.customers.verbs import LABELS, Verb
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change
from vinculo.foundation.panels import TimelineEntry, TimelineSource
from vinculo.organization.models import User

RECORD = "customers.party"

_MILESTONES = {
    Verb.PROSPECT_REGISTERED: ("user-plus", "Prospect cadastrado", "info"),
    Verb.CUSTOMER_REGISTERED: ("user-plus", "Cliente cadastrado", "info"),
    Verb.PROMOTED: ("user-check", "Prospect promovido a cliente", "success"),
    Verb.DEACTIVATED: ("user-off", "Cadastro inativado", "warning"),
    Verb.DEACTIVATION_UNDONE: ("user-check", "Inativação desfeita", "success"),
    Verb.REACTIVATED: ("user-check", "Cadastro reativado", "success"),
}
_OWNER_VERBS = (Verb.OWNER_CHANGED, Verb.OWNER_CHANGE_UNDONE)


def notes(actor: Actor, party_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    rows = Note.objects.filter(party_id=party_id, company_id=actor.company_id).select_related("author")
    if before:
        rows = rows.filter(created_at__lt=before)
    return [
        TimelineEntry(
            key=f"note-{note.pk}",
            at=note.created_at,
            icon="note",
            title="Nota",
            body=note.body,
            author=note.author.name if note.author else "",
            url=reverse("customers:edit_note", args=[party_id, note.pk]) if note.author_id == actor.user_id else "",
            label="Notas",
        )
        for note in rows.order_by("-created_at", "-id")[:limit]
    ]


def milestones(actor: Actor, party_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """Registration, promotion and so on from the audit; the registration from the record when the audit has none."""
    born_here = Q(operation=Change.Operation.INSERT)
    changes = _changes(actor, party_id, before).filter(Q(verb__in=_MILESTONES) | born_here)
    entries = [_milestone(change) for change in changes.order_by("-id")[:limit]]
    if len(entries) < limit and not any(entry.key.startswith("born") for entry in entries):
        entries += _birth_without_audit(actor, party_id, before)
    return entries


def owner_changes(actor: Actor, party_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    rows = _changes(actor, party_id, before).filter(verb__in=_OWNER_VERBS, after__has_key="owner_id")
    changes = list(rows.order_by("-id")[:limit])
    ids = {side["owner_id"] for change in changes for side in (change.before, change.after) if side}
    names = dict(User.objects.filter(pk__in=ids - {None}).values_list("pk", "name")) if changes else {}
    return [_owner_change(change, names) for change in changes]


def _changes(actor: Actor, party_id: int, before: datetime | None) -> QuerySet[Change]:
    rows = Change.objects.filter(
        root_type=RECORD, root_id=party_id, table_name=Party._meta.db_table, company_id=actor.company_id
    )
    return rows.filter(at__lt=before) if before else rows


def _milestone(change: Change) -> TimelineEntry:
    born = change.operation == Change.Operation.INSERT
    icon, title, tone = _MILESTONES.get(Verb(change.verb), ("", "", "")) if change.verb in LABELS else ("", "", "")
    return TimelineEntry(
        key=f"{'born' if born else 'milestone'}-{change.pk}",
        at=change.at,
        icon=icon or "database-import",
        title=title or "Cadastro incluído",
        body=change.reason,
        author=change.actor_name,
        tone=tone,
        label="Cadastro",
    )


def _birth_without_audit(actor: Actor, party_id: int, before: datetime | None) -> list[TimelineEntry]:
    if _changes(actor, party_id, None).filter(operation=Change.Operation.INSERT).exists():
        return []
    created = Party.objects.filter(pk=party_id, company_id=actor.company_id).values_list("created_at", flat=True)
    return [
        TimelineEntry(key="born", at=at, icon="user-plus", title="Cadastro criado", label="Cadastro")
        for at in created
        if before is None or at < before
    ]


def _owner_change(change: Change, names: dict[int, str]) -> TimelineEntry:
    sides = [side or {} for side in (change.before, change.after)]
    was, became = (names.get(side.get("owner_id") or 0, "ninguém") for side in sides)
    return TimelineEntry(
        key=f"owner-{change.pk}",
        at=change.at,
        icon="transfer",
        title=f"Carteira: de {was} para {became}",
        body=change.reason,
        author=change.actor_name,
        label="Carteira",
    )


SOURCES = (
    TimelineSource(RECORD, "notes", "Notas", "note", Permission.VIEW, notes),
    TimelineSource(RECORD, "milestones", "Cadastro", "user-check", Permission.VIEW, milestones),
    TimelineSource(RECORD, "owners", "Carteira", "transfer", Permission.VIEW, owner_changes),
)
