"""Consents, portfolios and reasons as people type them."""

from typing import Any

from django import forms

from vinculo.customers.models import Consent
from vinculo.foundation.ui import widgets


class ConsentForm(forms.Form):
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


class OwnerForm(forms.Form):
    """The new owner of a portfolio; empty for nobody."""

    owner = forms.IntegerField(label="Nova carteira", required=False, min_value=1)
    reason = forms.CharField(label="Motivo", max_length=200, required=False)

    def __init__(self, *args: Any, lookup: widgets.Lookup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].widget = lookup
        self.fields["owner"].help_text = "Deixe em branco para deixar sem carteira."


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motivo", max_length=200, widget=forms.TextInput({"autofocus": True}))
