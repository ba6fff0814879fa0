"""Editing a party: the simplified form (its own fields) and the complete one (fiscal, personal, commercial data)."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from vinculo.customers import actions, queries, rules
from vinculo.customers.forms import ComplementForm, CustomerForm, PartyForm, RolesForm
from vinculo.customers.models import Party
from vinculo.customers.particulars import COMPLEMENT_NAMES, PARTICULAR_NAMES, ComplementEntry, Particulars
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import ComplementConflict, DocumentTaken, EditConflict, Refused
from vinculo.customers.snapshots import (
    conflict_rows,
    read_complement,
    read_original,
    resolved,
    write_complement,
    write_original,
)
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.kernel.text import row_number


@dataclass(slots=True)
class _Editing:
    """One visit to the form: what it was opened with, and what was typed."""

    request: Request
    party: Party
    is_complete: bool
    locked: frozenset[str]
    original: Particulars
    complement: ComplementEntry
    version: str
    form: PartyForm = field(init=False)
    more: ComplementForm | None = field(init=False, default=None)
    roles: RolesForm | None = field(init=False, default=None)

    def ask(self, data: Any = None) -> None:
        self.form = self.party_form(data, self.original)
        if not self.is_complete:
            return
        kind = data.get("kind", self.party.kind) if data and "kind" not in self.locked else self.party.kind
        initial = _values(self.complement, COMPLEMENT_NAMES)
        self.more = ComplementForm(data, initial=initial, kind=kind, prefix="complement")
        present = [role.role for role in self.party.roles.all()]
        self.roles = RolesForm(data, initial={"roles": present}, prefix="standing")

    def party_form(self, data: Any, values: Particulars) -> PartyForm:
        form_class = CustomerForm if self.party.stage == Party.Stage.CUSTOMER else PartyForm
        return form_class(data, initial=_values(values, PARTICULAR_NAMES), locked=self.locked)

    def is_valid(self) -> bool:
        asked = [form.is_valid() for form in (self.form, self.more, self.roles) if form]
        return all(asked)

    def save(self) -> None:
        """Raises what the actions refuse."""
        mine = resolved(self.form.particulars(), self.original, self.request.POST)
        version = int(self.version)
        if self.more and self.roles:
            actions.edit_complete(
                self.request.actor,
                self.party,
                mine,
                self.more.entry(self.complement),
                self.roles.cleaned_data["roles"],
                original=self.original,
                original_complement=self.complement,
                version=version,
                now=clock.now(),
            )
        else:
            actions.edit_party(
                self.request.actor, self.party, mine, original=self.original, version=version, now=clock.now()
            )

    def answer(self, *, status: int = 200, **more: object) -> HttpResponse:
        context = {
            "party": self.party,
            "form": self.form,
            "more": self.more,
            "roles": self.roles,
            "is_complete": self.is_complete,
            "version": self.version,
            "original": write_original(self.original),
            "complement_original": write_complement(self.complement),
            **more,
        }
        return page(self.request, "customers/edit.html", context, status=status)


@requires(Permission.EDIT)
def edit(request: Request, pk: int) -> HttpResponse:
    """The party's fields; `?completo=sim` asks everything. 409 when somebody else changed the same ones meanwhile."""
    party = get_or_404(queries.editable_parties(request.actor).select_related("owner"), pk)
    locked = rules.locked_fields(
        stage=party.stage,
        document=party.document,
        may_change_document=request.actor.may(Permission.CHANGE_DOCUMENT),
    )
    sent = request.POST
    editing = _Editing(
        request,
        party,
        is_complete=request.GET.get("completo") == "sim",
        locked=locked,
        original=read_original(sent.get("original", "")) or queries.particulars_of(party),
        complement=read_complement(sent.get("complement_original", "")) or queries.complement_of(party),
        version=sent.get("version", str(party.version)),
    )
    editing.ask(sent if request.method == "POST" else None)
    return _save(editing) if request.method == "POST" else editing.answer()


def _save(editing: _Editing) -> HttpResponse:
    if not editing.is_valid() or row_number(editing.version) is None:
        return editing.answer(status=422)
    try:
        editing.save()
    except EditConflict as conflict:
        return _settle(editing, conflict)
    except ComplementConflict as conflict:
        return _tell(editing, conflict)
    except Refused as refused:
        _place(editing, refused)
        holder = refused.holder_id if isinstance(refused, DocumentTaken) else None
        return editing.answer(status=422, holder=holder)
    toast(editing.request, "Cadastro salvo.")
    tab = "customers:record" if editing.is_complete else "customers:profile"
    return redirect(editing.request, tab, editing.party.pk)


def _settle(editing: _Editing, conflict: EditConflict) -> HttpResponse:
    """Both versions side by side, to choose field by field."""
    mine = resolved(editing.form.particulars(), editing.original, editing.request.POST)
    both = rules.merged(mine, conflict.theirs, editing.original)
    editing.form = editing.party_form(None, both)
    editing.version, editing.original = str(conflict.version), conflict.theirs
    return editing.answer(status=409, conflict=conflict, conflicts=conflict_rows(editing.form, conflict))


def _tell(editing: _Editing, conflict: ComplementConflict) -> HttpResponse:
    """What was typed stays; each field says what the other person wrote. Saving again keeps what is typed."""
    assert editing.more
    for each in conflict.disagreements:
        if each.field in editing.more.fields:
            theirs = "em branco" if each.theirs in ("", None) else f"“{_shown(editing.more, each.field, each.theirs)}”"
            editing.more.add_error(
                each.field, f"Outra pessoa acabou de deixar {theirs}. Salve de novo para manter o seu."
            )
    editing.complement = conflict.theirs
    return editing.answer(status=409)


def _shown(form: ComplementForm, name: str, value: object) -> str:
    choices = getattr(form.fields[name], "choices", None)
    return str(dict(choices).get(value, value)) if choices else str(value)


def _place(editing: _Editing, refused: Refused) -> None:
    """The sentence beside the field it is about."""
    if editing.more and refused.field in editing.more.fields:
        editing.more.add_error(refused.field, refused.sentence)
    else:
        editing.form.add_error(refused.field if refused.field in editing.form.fields else None, refused.sentence)


def _values(entry: Particulars | ComplementEntry, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(entry, name) for name in names}
