"""What is typed on the pages of approvals; nothing here saves."""

from functools import partial
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.approvals.actions.levels import Holder
from vinculo.approvals.models import Level
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.widgets import Lookup
from vinculo.organization.models import Establishment, Role, User
from vinculo.organization.queries import person_label


def _people(actor: Actor) -> Lookup:
    return Lookup(reverse_lazy("organization:people"), partial(person_label, actor))


class DecisionForm(CardlessForm):
    long_numbers = frozenset({"password", "code"})
    reason = forms.CharField(
        label="Motivo",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Obrigatório para recusar; fica no histórico.",
    )


class OnTheSpotForm(DecisionForm):
    """A supervisor's own sign-in at somebody else's screen."""

    email = forms.EmailField(label="E-mail do supervisor", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    password = forms.CharField(
        label="Senha", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    code = forms.CharField(
        label="Código do segundo fator",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Só para quem usa o segundo fator.",
    )
    field_order = ("email", "password", "code", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Fica no histórico."


class DelegationForm(forms.Form):
    receiver = forms.IntegerField(
        label="Para quem",
        error_messages={"required": "Escolha a pessoa.", "invalid": "Escolha a pessoa na lista."},
    )
    first_day = DayField(label="Do dia")
    last_day = DayField(label="Ao dia")
    reason = forms.CharField(
        label="Motivo", max_length=200, widget=forms.TextInput(attrs={"placeholder": "Férias, viagem…"})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].widget = _people(actor)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "O último dia vem antes do primeiro.")
        return cleaned


class HolderForm(forms.Form):
    """One who answers for a level: a profile or a person, at one establishment or at all."""

    role = forms.ModelChoiceField(label="Perfil", queryset=Role.objects.none(), required=False, empty_label="—")
    user = forms.IntegerField(label="ou pessoa", required=False)
    establishment = forms.ModelChoiceField(
        label="Onde", queryset=Establishment.objects.none(), required=False, empty_label="Em todos"
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles, places = self.fields["role"], self.fields["establishment"]
        assert isinstance(roles, forms.ModelChoiceField)
        assert isinstance(places, forms.ModelChoiceField)
        roles.queryset = Role.objects.filter(company_id=actor.company_id).order_by("name")
        places.queryset = Establishment.objects.filter(company_id=actor.company_id, is_active=True).order_by("code")
        self.fields["user"].widget = _people(actor)
        self._company_id = actor.company_id

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        role, user = cleaned.get("role"), cleaned.get("user")
        if bool(role) and bool(user):
            self.add_error("user", "Escolha o perfil ou a pessoa, não os dois.")
        if user and not User.objects.filter(pk=user, company_id=self._company_id).exists():
            self.add_error("user", "Escolha a pessoa na lista.")
        return cleaned

    def holder(self) -> Holder | None:
        """None for a line left blank."""
        role, place = self.cleaned_data.get("role"), self.cleaned_data.get("establishment")
        user = self.cleaned_data.get("user")
        if role is None and user is None:
            return None
        return Holder(role.pk if role else None, user, place.pk if place else None)


HolderFormSet = forms.formset_factory(HolderForm, extra=1, can_delete=True, max_num=40)


class LevelForm(forms.Form):
    name = forms.CharField(label="Nome do nível", max_length=60)


def initial_holders(level: Level) -> list[dict[str, Any]]:
    if level.pk is None:
        return []
    return [
        {"role": each.role_id, "user": each.user_id, "establishment": each.establishment_id}
        for each in level.holders.order_by("id")
    ]
