"""Every matrix with what is in force and what is being written."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from vinculo.engines.decision import Kind
from vinculo.foundation.access import Actor
from vinculo.matrices import kinds
from vinculo.matrices.models import Publication, Version


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One matrix: its publication in force, the next one, and its draft."""

    kind: Kind
    in_force: Publication | None
    coming: Publication | None
    draft: Version | None


def overview(actor: Actor, *, today: date) -> list[tuple[str, list[MatrixLine]]]:
    """The matrices by menu, in order. Two queries however many there are."""
    in_force: dict[str, Publication] = {}
    coming: dict[str, Publication] = {}
    standing = Publication.objects.visible_to(actor).standing().select_related("version", "published_by")
    for publication in standing.order_by("kind", F("valid_from").desc(nulls_last=True), "-id"):
        if publication.valid_from is not None and publication.valid_from > today:
            coming[publication.kind] = publication
        else:
            in_force.setdefault(publication.kind, publication)
    drafts = {
        draft.kind: draft
        for draft in Version.objects.visible_to(actor).filter(status=Version.Status.DRAFT).select_related("created_by")
    }
    menus: dict[str, list[MatrixLine]] = {}
    for known in kinds.all_kinds():
        code = known.kind.code
        line = MatrixLine(known.kind, in_force.get(code), coming.get(code), drafts.get(code))
        menus.setdefault(kinds.MENUS[known.menu], []).append(line)
    return list(menus.items())
