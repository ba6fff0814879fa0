"""The complementary data, the roles and the responsible people as people type them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.customers.models import Channel, Complement, Party, PartyRole, Responsible
from vinculo.customers.particulars import COMPLEMENT_NAMES, ComplementEntry
from vinculo.customers.relation_rules import CHOICES
from vinculo.foundation.ui import widgets
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.kernel.brazil import cnae
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators

# Which fields are only for one kind of party.
OF_A_PERSON = frozenset({"gender", "marital_status", "identity_card", "identity_issuer", "occupation"})
OF_AN_ORGANIZATION = frozenset({"cnae", "suframa"})


def activity_label(code: object) -> str:
    """`4511-1/01 · Comércio a varejo…` for a CNAE."""
    activity = cnae.activity_named(str(code))
    return str(activity) if activity else ""


def _choices(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "Não informado"), *choices]


class ComplementForm(CardlessForm):
    """The complementary data of a natural or of a legal person."""

    cnae = forms.CharField(
        label="CNAE principal",
        max_length=10,
        required=False,
        widget=widgets.Lookup(reverse_lazy("customers:activities"), label_for=activity_label),
    )
    tax_status = forms.ChoiceField(
        label="Situação no ICMS", choices=_choices(Complement.TaxStatus.choices), required=False
    )
    tax_regime = forms.ChoiceField(
        label="Regime tributário", choices=_choices(Complement.TaxRegime.choices), required=False
    )
    fiscal_category = forms.ChoiceField(
        label="Categoria fiscal",
        choices=_choices(Complement.FiscalCategory.choices),
        required=False,
        help_text="Para que compra: decide impostos do pedido.",
    )
    suframa = forms.CharField(
        label="SUFRAMA", max_length=12, required=False, help_text="Inscrição de quem compra na Zona Franca."
    )
    preferred_channel = forms.ChoiceField(label="Canal preferido", choices=_choices(Channel.choices), required=False)
    potential = forms.DecimalField(
        label="Potencial de compra por ano",
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        localize=True,
        widget=widgets.MoneyInput,
    )
    website = forms.CharField(label="Site", max_length=150, required=False)
    gender = forms.ChoiceField(label="Sexo", choices=_choices(Complement.Gender.choices), required=False)
    marital_status = forms.ChoiceField(
        label="Estado civil", choices=_choices(Complement.MaritalStatus.choices), required=False
    )
    identity_card = forms.CharField(label="RG", max_length=20, required=False)
    identity_issuer = forms.CharField(label="Órgão emissor", max_length=20, required=False)
    occupation = forms.CharField(label="Profissão", max_length=80, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OF_AN_ORGANIZATION if kind == Party.Kind.PERSON else OF_A_PERSON:
            del self.fields[name]

    def clean_cnae(self) -> str:
        typed = str(self.cleaned_data["cnae"]).strip()
        if not typed:
            return ""
        try:
            return cnae.parse(typed)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def clean_suframa(self) -> str:
        typed = without_separators(str(self.cleaned_data["suframa"]))
        if typed and not (is_digits(typed) and len(typed) in (8, 9)):
            raise forms.ValidationError("A inscrição SUFRAMA tem oito ou nove dígitos.")
        return typed

    def entry(self, present: ComplementEntry) -> ComplementEntry:
        """What was typed; what the form does not ask stays as it is. Only for a valid form."""
        return ComplementEntry(
            **{name: self.cleaned_data.get(name, getattr(present, name)) for name in COMPLEMENT_NAMES}
        )


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Papéis além de cliente",
        choices=PartyRole.Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ResponsibleForm(forms.Form):
    """Who answers for the party in one matter; empty for nobody."""

    matter = forms.ChoiceField(label="Assunto", choices=Responsible.Matter.choices)
    user = forms.IntegerField(label="Responsável", required=False, min_value=1)

    def __init__(self, *args: Any, lookup: widgets.Lookup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].widget = lookup
        self.fields["user"].help_text = "Deixe em branco para ninguém."


class RelationForm(CardlessForm):
    """What the party is to somebody else in the registry."""

    relation = forms.ChoiceField(label="Este cadastro", choices=CHOICES)
    other = forms.IntegerField(label="Quem", min_value=1)
    note = forms.CharField(label="Observação", max_length=200, required=False)

    def __init__(self, *args: Any, lookup: widgets.Lookup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].widget = lookup
