"""Opening, filling and discarding drafts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from json import dumps

from django.db import IntegrityError, connection
from django.db.models import Max

from vinculo.engines.decision import Row
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.matrices.cells import stored
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.models import Version
from vinculo.matrices.permissions import Permission
from vinculo.matrices.refusals import DraftExists, NotADraft

# How far apart the positions of rows start, so that rows can be put between them.
STEP = 1024

_COPY_ROWS = """
    insert into matrices_matrixrow
        (version_id, line, position, keys, results, faults, valid_from, valid_to, is_active, note)
    select %s, line, position, keys, results, faults, valid_from, valid_to, is_active, note
    from matrices_matrixrow where version_id = %s
"""
_COPY = (
    "copy matrices_matrixrow (version_id, line, position, keys, results, faults, valid_from, valid_to, is_active, note)"
    " from stdin"
)


def start_draft(actor: Actor, kind: str, *, based_on: Version | None, now: datetime) -> Version:
    """A draft with the rows of a version, or an empty one. Raises `DraftExists`, `UnknownKind`."""
    actor.require(Permission.EDIT)
    kind_of(kind)
    with audit.writing(actor, "matrices.draft.started"):
        draft = create_version(actor.company_id, actor.user_id, kind, based_on=based_on, now=now)
        if based_on is not None:
            with connection.cursor() as cursor:
                cursor.execute(_COPY_ROWS, [draft.pk, based_on.pk])
                draft.row_count = cursor.rowcount
            draft.last_line, draft.last_position = based_on.last_line, based_on.last_position
            draft.save(update_fields=["row_count", "last_line", "last_position"])
    return draft


def create_version(
    company_id: int,
    author_id: int | None,
    kind: str,
    *,
    based_on: Version | None,
    now: datetime,
    status: Version.Status = Version.Status.DRAFT,
) -> Version:
    """An empty version with the next number. Raises `DraftExists`."""
    last = Version.objects.filter(company_id=company_id, kind=kind).aggregate(last=Max("number"))["last"]
    try:
        return Version.objects.create(
            company_id=company_id,
            kind=kind,
            number=(last or 0) + 1,
            status=status,
            based_on=based_on,
            created_by_id=author_id,
            created_at=now,
        )
    except IntegrityError as error:
        raise DraftExists from error


def discard_draft(actor: Actor, version: Version) -> None:
    """Put a draft aside; it is kept, unseen. Raises `NotADraft`."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, "matrices.draft.discarded"):
        draft = locked_draft(actor, version.pk)
        draft.status = Version.Status.DISCARDED
        draft.save(update_fields=["status"])


def locked_draft(actor: Actor, version_id: int) -> Version:
    """The draft, locked until the transaction ends, so that edits follow one another. Raises `NotADraft`."""
    draft = Version.objects.visible_to(actor).select_for_update().filter(pk=version_id).first()
    if draft is None or not draft.is_draft:
        raise NotADraft
    return draft


def load_rows(draft: Version, rows: Iterable[Row], notes: Mapping[int, str]) -> None:
    """Fill an empty draft with typed rows, by COPY; each keeps its id as its line."""
    count = last = 0
    with connection.cursor() as cursor, cursor.cursor.copy(_COPY) as copy:
        for row in rows:
            count += 1
            last = max(last, row.id)
            copy.write_row(
                (
                    draft.pk,
                    row.id,
                    count * STEP,
                    dumps({name: value for name, value in row.keys.items() if value}),
                    dumps({name: stored(value) for name, value in row.results.items() if value is not None}),
                    "{}",
                    row.valid_from,
                    row.valid_to,
                    row.active,
                    notes.get(row.id, ""),
                )
            )
    draft.row_count, draft.last_line, draft.last_position = count, last, count * STEP
    draft.save(update_fields=["row_count", "last_line", "last_position"])


def recover_draft(actor: Actor, kind: str, version_id: int) -> Version:
    """Take a discarded draft up again. Raises `NotADraft` for what was not discarded, `DraftExists`."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, "matrices.draft.recovered"):
        discarded = Version.objects.visible_to(actor).filter(kind=kind, status=Version.Status.DISCARDED)
        draft = discarded.select_for_update().filter(pk=version_id).first()
        if draft is None:
            raise NotADraft
        draft.status = Version.Status.DRAFT
        try:
            draft.save(update_fields=["status"])
        except IntegrityError as error:
            raise DraftExists from error
    return draft
