"""What the configurator's pages accept. Forms validate; actions write."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.urls import reverse_lazy

from vinculo.foundation.access import Actor, Scope
from vinculo.foundation.parameters import BadParameterValue
from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.widgets import CnpjInput, Lookup
from vinculo.geography.models import Municipality, State
from vinculo.geography.queries import municipality_label
from vinculo.kernel.brazil import cnpj
from vinculo.organization.actions.users import Place
from vinculo.organization.logos import BadLogo, read_logo
from vinculo.organization.models import Establishment, Holiday, Role, Team
from vinculo.organization.queries.parameters import Declared
from vinculo.organization.rules import HolidayKind

_MUNICIPALITIES = reverse_lazy("geography:municipalities")


class CnpjField(forms.CharField):
    """A CNPJ, numeric or alphanumeric, typed with or without punctuation; cleans to its 14 characters or ""."""

    widget = CnpjInput

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return cnpj.parse(text)
        except cnpj.InvalidCnpj as refused:
            raise ValidationError(refused.sentence) from refused

    def prepare_value(self, value: Any) -> Any:
        return cnpj.mask(value) if isinstance(value, str) and len(value) == cnpj.LENGTH else value


class MunicipalityField(forms.ModelChoiceField[Municipality]):
    """A municipality chosen in the look-up."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Município")
        super().__init__(
            queryset=Municipality.objects.all(), widget=Lookup(_MUNICIPALITIES, municipality_label), **kwargs
        )
        self.error_messages["invalid_choice"] = "Escolha um município da lista."


class NameForm(forms.Form):
    name = forms.CharField(label="Nome", max_length=120)


class CompanyForm(forms.Form):
    name = forms.CharField(label="Razão social", max_length=150)
    trade_name = forms.CharField(label="Nome fantasia", max_length=150, required=False)
    document = CnpjField(label="CNPJ", required=False)
    line = forms.CharField(
        label="Linha de contato dos documentos",
        max_length=160,
        required=False,
        help_text="Endereço, telefone e site, como devem aparecer nos PDFs.",
    )
    colour = forms.RegexField(
        label="Cor dos documentos", regex=r"^#[0-9A-Fa-f]{6}$", widget=forms.TextInput({"type": "color"})
    )
    logo = forms.FileField(label="Logotipo", required=False, help_text="PNG ou JPEG, até 2 MB.")
    remove_logo = forms.BooleanField(label="Tirar o logotipo atual", required=False)

    def clean_colour(self) -> str:
        return str(self.cleaned_data["colour"]).lower()

    def clean_logo(self) -> bytes:
        sent = self.cleaned_data["logo"]
        if not sent:
            return b""
        try:
            return read_logo(sent)
        except BadLogo as refused:
            raise ValidationError(refused.sentence) from refused


class EstablishmentForm(forms.Form):
    code = forms.CharField(label="Código", max_length=10, help_text="Curto, como 01 ou MATRIZ; ordena as listas.")
    name = forms.CharField(label="Nome", max_length=100)
    document = CnpjField(label="CNPJ", required=False)
    municipality = MunicipalityField(help_text="Decide os feriados e o fuso horário.")


class TeamForm(forms.Form):
    """`establishment` is asked only for a new team."""

    establishment = forms.ModelChoiceField(
        label="Estabelecimento", queryset=Establishment.objects.none(), empty_label="Escolha"
    )
    name = forms.CharField(label="Nome", max_length=100)

    def __init__(self, *args: Any, actor: Actor, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        establishments = Establishment.objects.filter(company_id=actor.company_id, is_active=True).order_by("code")
        self.fields["establishment"] = forms.ModelChoiceField(
            label="Estabelecimento", queryset=establishments, empty_label="Escolha"
        )
        if not is_new:
            del self.fields["establishment"]


class UserForm(forms.Form):
    name = forms.CharField(label="Nome", max_length=120)
    email = forms.EmailField(label="E-mail", max_length=254, help_text="É com ele que a pessoa entra.")


class PlaceForm(forms.Form):
    """One membership: where, with which role, in which team."""

    establishment = forms.TypedChoiceField(label="Estabelecimento", coerce=int, empty_value=None)
    role = forms.TypedChoiceField(label="Perfil", coerce=int, empty_value=None)
    team = forms.TypedChoiceField(label="Equipe", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, options: "PlaceOptions", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        for name, choices in (
            ("establishment", options.establishment_choices),
            ("role", options.role_choices),
            ("team", options.team_choices),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        team = self.options.teams.get(cleaned.get("team") or 0)
        if team and team.establishment_id != cleaned.get("establishment"):
            self.add_error("team", "Esta equipe é de outro estabelecimento.")
        return cleaned


class PlaceOptions:
    """What may be chosen for a membership, read once for all the rows of the form."""

    def __init__(self, actor: Actor) -> None:
        establishments = Establishment.objects.filter(company_id=actor.company_id).order_by("-is_active", "code")
        self.establishments = {row.pk: row for row in establishments}
        self.roles = {row.pk: row for row in Role.objects.filter(company_id=actor.company_id).order_by("name")}
        self.teams = {
            row.pk: row
            for row in Team.objects.filter(company_id=actor.company_id, is_active=True).order_by(
                "establishment__code", "name"
            )
        }
        blank: list[tuple[Any, Any]] = [("", "Escolha")]
        self.establishment_choices = blank + [(row.pk, _with_state(row)) for row in self.establishments.values()]
        self.role_choices = blank + [(row.pk, row.name) for row in self.roles.values()]
        self.team_choices = [("", "Nenhuma"), *self._grouped_teams()]

    def _grouped_teams(self) -> list[tuple[str, list[tuple[int, str]]]]:
        groups: dict[int, list[tuple[int, str]]] = {}
        for team in self.teams.values():
            groups.setdefault(team.establishment_id, []).append((team.pk, team.name))
        return [(self.establishments[place].name, choices) for place, choices in groups.items()]

    def place(self, cleaned: dict[str, Any]) -> Place:
        team = cleaned.get("team")
        return Place(
            self.establishments[cleaned["establishment"]],
            self.roles[cleaned["role"]],
            self.teams[team] if team else None,
        )


class Places(BaseFormSet[PlaceForm]):
    def clean(self) -> None:
        if any(self.errors):
            return
        chosen = [form.cleaned_data.get("establishment") for form in self._kept()]
        if not chosen:
            raise ValidationError("Informe pelo menos um estabelecimento e o perfil da pessoa nele.")
        if len(chosen) != len(set(chosen)):
            raise ValidationError("Cada estabelecimento aparece uma vez só.")

    def places(self, options: PlaceOptions) -> list[Place]:
        return [options.place(form.cleaned_data) for form in self._kept()]

    def _kept(self) -> Sequence[PlaceForm]:
        return [
            form
            for form in self.forms
            if form.cleaned_data.get("establishment") and not form.cleaned_data.get("DELETE")
        ]


def place_formset(data: Any, *, options: PlaceOptions, initial: Sequence[dict[str, Any]] = ()) -> Places:
    """The rows of where a person works; a new person starts with an empty one."""
    factory = formset_factory(PlaceForm, formset=Places, can_delete=True, extra=0 if initial else 1, max_num=200)
    return cast(Places, factory(data, prefix="places", form_kwargs={"options": options}, initial=list(initial)))


class RoleForm(forms.Form):
    """The permissions come as check boxes named `granted`; the page lays them out by app."""

    name = forms.CharField(label="Nome", max_length=80)
    scope = forms.ChoiceField(
        label="Até onde enxerga",
        choices=Role.SCOPES,
        initial=Scope.OWN,
        help_text="De quem são os clientes, atendimentos e contatos que este perfil vê.",
    )


class ParameterForm(forms.Form):
    """One field for the company and, where the parameter allows, one for each establishment. Empty falls back."""

    def __init__(
        self, *args: Any, declared: Declared, default_words: str, establishments: Sequence[Establishment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.declared = declared
        self.places: dict[str, int | None] = {"company": None}
        self.fields["company"] = _parameter_field(declared, "Na empresa", f"Padrão: {default_words}")
        for establishment in establishments if declared.by_establishment else ():
            name = f"establishment_{establishment.pk}"
            self.places[name] = establishment.pk
            self.fields[name] = _parameter_field(declared, establishment.name, "Igual à empresa")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.places:
            text = cleaned.get(name) or ""
            try:
                if text.strip():
                    self.declared.parse(text)
            except BadParameterValue as refused:
                self.add_error(name, str(refused))
        return cleaned

    def texts(self) -> dict[int | None, str]:
        return {place: self.cleaned_data[name] for name, place in self.places.items()}


class HolidayForm(forms.Form):
    """Of a municipality, of a state, or of the whole company: `reach` says which."""

    name = forms.CharField(label="Nome", max_length=100)
    day = DayField(label="Data")
    repeats_yearly = forms.BooleanField(label="Repete todo ano, no mesmo dia", required=False)
    reach = forms.ChoiceField(
        label="Vale para",
        choices=[
            (HolidayKind.MUNICIPAL, "Um município"),
            (HolidayKind.STATE, "Um estado"),
            (HolidayKind.COMPANY, "A empresa toda"),
        ],
        widget=forms.RadioSelect,
    )
    municipality = MunicipalityField(error_messages={"required": "Informe o município."})
    state = forms.ModelChoiceField(
        label="Estado",
        queryset=State.objects.order_by("name"),
        empty_label="Escolha",
        error_messages={"required": "Informe o estado."},
    )

    def clean(self) -> dict[str, Any]:
        """Each of the two places is asked for, and shown, only where the reach is its own."""
        cleaned = super().clean() or {}
        for reach, place in ((HolidayKind.MUNICIPAL, "municipality"), (HolidayKind.STATE, "state")):
            if cleaned.get("reach") != reach:
                self.errors.pop(place, None)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the calendar's actions take."""
        cleaned, reach = self.cleaned_data, self.cleaned_data["reach"]
        return {
            "name": cleaned["name"],
            "day": cleaned["day"],
            "repeats_yearly": cleaned["repeats_yearly"],
            "municipality": cleaned["municipality"] if reach == HolidayKind.MUNICIPAL else None,
            "state": cleaned["state"] if reach == HolidayKind.STATE else None,
        }

    @staticmethod
    def initial_of(holiday: Holiday) -> dict[str, Any]:
        reach = HolidayKind.COMPANY
        if holiday.municipality_id:
            reach = HolidayKind.MUNICIPAL
        elif holiday.state_id:
            reach = HolidayKind.STATE
        return {
            "name": holiday.name,
            "day": holiday.date,
            "repeats_yearly": holiday.repeats_yearly,
            "reach": reach,
            "municipality": holiday.municipality_id,
            "state": holiday.state_id,
        }


def _parameter_field(declared: Declared, label: str, when_empty: str) -> forms.Field:
    if isinstance(declared.default, bool):
        choices = [("", when_empty), ("S", "Sim"), ("N", "Não")]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if declared.choices:
        return forms.ChoiceField(label=label, choices=[("", when_empty), *declared.choices], required=False)
    hint = _limits(declared)
    if isinstance(declared.default, int):
        number = forms.TextInput({"inputmode": "numeric", "placeholder": when_empty, "class": "num"})
        return forms.CharField(label=label, required=False, help_text=hint, widget=number)
    return forms.CharField(
        label=label, required=False, max_length=500, widget=forms.TextInput({"placeholder": when_empty})
    )


def _limits(declared: Declared) -> str:
    unit = f" {declared.unit}" if declared.unit else ""
    if declared.minimum is not None and declared.maximum is not None:
        return f"De {declared.minimum} a {declared.maximum}{unit}."
    return f"Em {declared.unit}." if declared.unit else ""


def _with_state(establishment: Establishment) -> str:
    return establishment.name if establishment.is_active else f"{establishment.name} (inativo)"
