"""Putting versions in force: publishing a draft, going back to an earlier version, calling off what has not begun."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from vinculo.engines.decision import Row
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.matrices.actions.drafts import create_version, load_rows, locked_draft
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import Publication, Version
from vinculo.matrices.permissions import Permission
from vinculo.matrices.refusals import MatrixRefused, Moved, NotPublishable


def publish(
    actor: Actor,
    version: Version,
    *,
    valid_from: date | None,
    reason: str,
    now: datetime,
    last_edit: int | None = None,
) -> Publication:
    """Put a draft in force from a day on (None: since always). `last_edit` is the last standing edit that whoever
    publishes has seen, 0 when there was none (None: it cannot be said).

    Raises `NotADraft`, `NotPublishable`, `Moved` when the draft is not as it was seen.
    """
    actor.require(Permission.PUBLISH)
    with audit.writing(actor, "matrices.version.published", reason=reason):
        draft = locked_draft(actor, version.pk)
        last = draft.edits.filter(undone_at__isnull=True).select_related("author").order_by("-number").first()
        if last_edit is not None and last_edit != (last.pk if last else 0):
            raise Moved(last.author.name if last else "")
        faulty = draft.rows.exclude(faults={}).count()
        if faulty:
            said = "1 linha" if faulty == 1 else f"{faulty} linhas"
            raise NotPublishable(f"Há {said} com erro: corrija antes de publicar.")
        return _put_in_force(draft, actor.user_id, valid_from=valid_from, reason=reason, now=now)


def publish_again(
    actor: Actor, version: Version, *, valid_from: date | None, reason: str, now: datetime
) -> Publication:
    """Go back to a version that was published before. Raises `MatrixRefused`."""
    actor.require(Permission.PUBLISH)
    if version.status != Version.Status.PUBLISHED:
        raise MatrixRefused("Só se volta a uma versão que já foi publicada.")
    with audit.writing(actor, "matrices.version.restored", reason=reason):
        return _publication(version, actor.user_id, valid_from=valid_from, reason=reason, now=now)


def withdraw(actor: Actor, publication: Publication, *, today: date, now: datetime) -> None:
    """Call off a publication that has not begun. Raises `MatrixRefused`."""
    actor.require(Permission.PUBLISH)
    with audit.writing(actor, "matrices.publication.withdrawn"):
        locked = Publication.objects.visible_to(actor).select_for_update().get(pk=publication.pk)
        if locked.withdrawn_at is not None:
            raise MatrixRefused("Esta publicação já foi cancelada.")
        if locked.valid_from is None or locked.valid_from <= today:
            raise MatrixRefused("Esta publicação já está em vigor; para mudar, publique outra versão.")
        locked.withdrawn_at, locked.withdrawn_by_id = now, actor.user_id
        locked.save(update_fields=["withdrawn_at", "withdrawn_by"])


def publish_rows(
    actor: Actor | None,
    kind: str,
    rows: Iterable[Row],
    *,
    valid_from: date | None,
    reason: str,
    now: datetime,
    company_id: int | None = None,
    notes: Mapping[int, str] | None = None,
) -> Version:
    """Publish a whole matrix at once: shipped tables, loaders, the demonstration. `actor` None is the system itself.

    Each row keeps its id as its line; `notes` are the remarks of lines (the source of a rate). Raises `UnknownKind`.
    """
    if actor is not None:
        actor.require(Permission.PUBLISH)
    company = actor.company_id if actor else company_id
    if company is None:
        raise ValueError("the system publishes for a company")
    kind_of(kind)
    author = actor.user_id if actor else None
    with audit.writing(actor, "matrices.version.published", reason=reason):
        draft = create_version(company, author, kind, based_on=None, now=now, status=Version.Status.LOADING)
        load_rows(draft, rows, notes or {})
        _put_in_force(draft, author, valid_from=valid_from, reason=reason, now=now)
    return draft


def _put_in_force(
    draft: Version, author_id: int | None, *, valid_from: date | None, reason: str, now: datetime
) -> Publication:
    draft.status, draft.published_at = Version.Status.PUBLISHED, now
    draft.save(update_fields=["status", "published_at"])
    return _publication(draft, author_id, valid_from=valid_from, reason=reason, now=now)


def _publication(
    version: Version, author_id: int | None, *, valid_from: date | None, reason: str, now: datetime
) -> Publication:
    return Publication.objects.create(
        company_id=version.company_id,
        kind=version.kind,
        version=version,
        valid_from=valid_from,
        reason=reason,
        published_by_id=author_id,
        published_at=now,
    )
