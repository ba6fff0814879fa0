"""Consents, portfolios and reasons as people type them."""

from typing import Any

from django import forms

from vinculo.customers.actions.consents import AnswerEntry
from vinculo.customers.models import Consent, ConsentPolicy, LegalBasis
from vinculo.foundation.ui import widgets
from vinculo.foundation.ui.cards import CardlessForm


class ConsentForm(CardlessForm):
    channel = forms.ChoiceField(label="Canal", choices=Consent.Channel.choices)
    is_granted = forms.TypedChoiceField(
        label="Resposta",
        choices=[("yes", "Aceita ser contatado"), ("no", "Não aceita")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    source = forms.CharField(
        label="Origem",
        max_length=100,
        help_text="Como a pessoa respondeu: no balcão, por telefone, formulário do site…",
    )
    decided_at = forms.DateTimeField(
        label="Data e hora", widget=widgets.DateTimeInput, input_formats=["%d/%m/%Y %H:%M"]
    )
    legal_basis = forms.ChoiceField(
        label="Base legal", choices=LegalBasis.choices, required=False, initial=LegalBasis.CONSENT
    )
    policy = forms.ModelChoiceField(
        label="Texto apresentado",
        queryset=ConsentPolicy.objects.none(),
        required=False,
        empty_label="Nenhum",
        help_text="A versão do texto que a pessoa leu ou ouviu.",
    )

    def __init__(self, *args: Any, company_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = self.fields["policy"]
        assert isinstance(policy, forms.ModelChoiceField)
        policy.queryset = ConsentPolicy.objects.filter(company_id=company_id).order_by("-published_at")

    def entry(self) -> AnswerEntry:
        typed = self.cleaned_data
        return AnswerEntry(
            channel=typed["channel"],
            is_granted=typed["is_granted"],
            source=typed["source"],
            decided_at=typed["decided_at"],
            legal_basis=typed["legal_basis"] or LegalBasis.CONSENT,
            policy_id=typed["policy"].pk if typed["policy"] else None,
        )


class OwnerForm(CardlessForm):
    """The new owner of a portfolio; empty for nobody."""

    owner = forms.IntegerField(label="Nova carteira", required=False, min_value=1)
    reason = forms.CharField(label="Motivo", max_length=200, required=False)

    def __init__(self, *args: Any, lookup: widgets.Lookup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].widget = lookup
        self.fields["owner"].help_text = "Deixe em branco para deixar sem carteira."


class ReasonForm(CardlessForm):
    reason = forms.CharField(label="Motivo", max_length=200, widget=forms.TextInput({"autofocus": True}))
