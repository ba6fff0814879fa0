"""The forms of a list: its filters, and what one says about a saved view."""

from typing import Any

from django import forms

from vinculo.foundation.access import Actor
from vinculo.foundation.lists.actions import ViewChoices
from vinculo.foundation.lists.audiences import role_names
from vinculo.foundation.lists.definition import ListDefinition
from vinculo.foundation.lists.filters import MultiChoiceFilter
from vinculo.foundation.lists.models import SavedView
from vinculo.foundation.lists.permissions import Permission
from vinculo.foundation.lists.state import ListState


class FilterForm(forms.Form):
    """The filters of a list as form fields, showing what is in force. Never validated: the address is."""

    def __init__(self, actor: Actor, definition: ListDefinition, state: ListState) -> None:
        shown = {applied.key: applied.shown for applied in state.applied}
        texts = state.address.filters
        many = {each.key for each in definition.filters if isinstance(each, MultiChoiceFilter)}
        initial: dict[str, Any] = {
            name: list(values) if name in many else _as_typed(values[0]) for name, values in texts.items()
        }
        super().__init__(initial=initial, auto_id="filter_%s")
        for each in definition.filters:
            if each.key != definition.search:
                self.fields.update(each.fields(actor, shown.get(each.key, "")))
        for field in list(self.fields.values())[:1]:
            field.widget.attrs["autofocus"] = True


class ViewForm(forms.Form):
    """A saved view's name and audience."""

    name = forms.CharField(label="Nome", max_length=60)
    visibility = forms.ChoiceField(label="Quem vê", choices=SavedView.Visibility.choices)
    role_name = forms.ChoiceField(label="Perfil", required=False, help_text="Quando a visão é para um perfil.")
    is_pinned = forms.BooleanField(label="Fixar acima da lista", required=False)
    is_default = forms.BooleanField(
        label="Abrir a lista nesta visão", required=False, help_text="Para você, ou para todos que a veem."
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not actor.may(Permission.SHARE_VIEWS):
            del self.fields["visibility"], self.fields["role_name"]
            return
        choices = [
            choice for choice in SavedView.Visibility.choices if choice[0] != "team" or actor.team_id is not None
        ]
        self.fields["visibility"] = forms.ChoiceField(label="Quem vê", choices=choices)
        roles = [("", "—"), *((name, name) for name in role_names(actor))]
        self.fields["role_name"] = forms.ChoiceField(label="Perfil", choices=roles, required=False)
        self.order_fields(["name", "visibility", "role_name", "is_pinned", "is_default"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("visibility") == SavedView.Visibility.ROLE and not data.get("role_name"):
            self.add_error("role_name", "Escolha o perfil que verá esta visão.")
        return data

    @property
    def choices(self) -> ViewChoices:
        data = self.cleaned_data
        return ViewChoices(
            name=data["name"],
            visibility=data.get("visibility", SavedView.Visibility.OWN),
            role_name=data.get("role_name", ""),
            is_pinned=data["is_pinned"],
            is_default=data["is_default"],
        )


def _as_typed(text: str) -> str:
    """A day of the address (2026-03-12) as people type it (12/03/2026)."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    is_day = len(text) == 10 and year.isdigit() and month.isdigit() and day.isdigit()
    return f"{day}/{month}/{year}" if is_day else text
