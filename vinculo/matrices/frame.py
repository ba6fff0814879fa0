"""What every page of one matrix has in common: the kind, the version looked at, its neighbours, the tabs."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from django.http import Http404
from django.urls import reverse

from vinculo.engines.decision import Kind
from vinculo.foundation import clock
from vinculo.foundation.access import Request
from vinculo.matrices.columns import Column, columns_of
from vinculo.matrices.kinds import UnknownKind, kind_of, shipped_for
from vinculo.matrices.models import Edit, Publication, Version
from vinculo.matrices.permissions import Permission
from vinculo.matrices.queries.versions import draft_of, first_day_ahead, publication_in_force, versions

TABS = (
    ("linhas", "Linhas", "matrices:matrix"),
    ("testar", "Testar", "matrices:trying"),
    ("verificar", "Verificar", "matrices:checking"),
    ("repetir", "Repetir casos", "matrices:replay"),
    ("versoes", "Versões", "matrices:versions"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """`version` is the one looked at: what the address chose, else the draft of who may edit, else the one in force."""

    kind: Kind
    columns: tuple[Column, ...]
    version: Version | None
    draft: Version | None
    in_force: Publication | None
    may_edit: bool
    may_publish: bool
    may_export: bool
    today: date
    tabs: list[tuple[str, str, bool]] = field(default_factory=list)
    fault_count: int = 0
    last_edit: Edit | None = None
    next_edit: Edit | None = None
    # When a published version that decides nothing today begins to decide; None for one whose turn is over.
    starts_on: date | None = None

    @property
    def has_shipped(self) -> bool:
        """Whether rows of this matrix come with the product."""
        return bool(shipped_for(self.kind.code))

    @property
    def is_editable(self) -> bool:
        return self.may_edit and self.version is not None and self.version.is_draft

    @property
    def read_only_words(self) -> str:
        """Why the grid takes no changes, and what does."""
        if not self.may_edit:
            return "Seu perfil consulta as matrizes e não as altera."
        if self.draft is not None:
            return f"Só leitura. Altera-se o rascunho da versão {self.draft.number}: Ir ao rascunho, no alto."
        return "Só leitura. Alterar (tecla E) abre um rascunho com estas linhas."

    @property
    def is_in_force(self) -> bool:
        return bool(self.version and self.in_force and self.in_force.version_id == self.version.pk)

    @classmethod
    def of_version(cls, request: Request, version: Version) -> Self:
        """The frame of a version at hand, as much of it as rows and the status line need."""
        kind = kind_of(version.kind)
        actor = request.actor
        edits = version.edits.all() if version.is_draft else Edit.objects.none()
        return cls(
            kind,
            columns_of(kind),
            version,
            version if version.is_draft else None,
            None,
            actor.may(Permission.EDIT),
            actor.may(Permission.PUBLISH),
            actor.may(Permission.EXPORT),
            clock.today(),
            fault_count=version.rows.exclude(faults={}).count() if version.is_draft else 0,
            last_edit=edits.filter(undone_at__isnull=True).order_by("-number").first(),
            next_edit=edits.filter(undone_at__isnull=False).order_by("number").first(),
        )


def kind_or_404(code: str) -> Kind:
    try:
        return kind_of(code)
    except UnknownKind:
        raise Http404("Matriz não encontrada.") from None


def frame_of(request: Request, code: str, *, tab: str) -> Frame:
    """The frame of a page about one matrix. 404 for a matrix or a version that does not exist."""
    kind, today = kind_or_404(code), clock.today()
    in_force = publication_in_force(request.actor, code, on=today)
    draft = draft_of(request.actor, code)
    number = request.GET.get("versao", "")
    if number:
        chosen = versions(request.actor, code).filter(number=int(number)).first() if _is_number(number) else None
        if chosen is None:
            raise Http404("Versão não encontrada.")
        version: Version | None = chosen
    elif draft is not None and request.actor.may(Permission.EDIT):
        version = draft
    else:
        version = in_force.version if in_force else versions(request.actor, code).exclude(status="draft").first()
        version = version or draft
    query = f"?versao={version.number}" if version else ""
    tabs = [(label, reverse(name, args=[code]) + query, key == tab) for key, label, name in TABS]
    partial = Frame.of_version(request, version) if version else None
    waits = version is not None and not version.is_draft and not (in_force and in_force.version_id == version.pk)
    return Frame(
        kind,
        columns_of(kind),
        version,
        draft,
        in_force,
        request.actor.may(Permission.EDIT),
        request.actor.may(Permission.PUBLISH),
        request.actor.may(Permission.EXPORT),
        today,
        tabs,
        partial.fault_count if partial else 0,
        partial.last_edit if partial else None,
        partial.next_edit if partial else None,
        first_day_ahead(version, on=today) if version is not None and waits else None,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9
