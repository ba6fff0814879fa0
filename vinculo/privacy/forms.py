"""Requests, answers and reasons as people type them."""

from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.customers.models import Party
from vinculo.foundation.ui import widgets
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.foundation.ui.days import MomentField
from vinculo.kernel.text import row_number
from vinculo.privacy.rules import KINDS


def party_lookup(company_id: int) -> widgets.Lookup:
    """A look-up of records by name."""

    def name(party_id: object) -> str:
        return str(Party.objects.filter(company_id=company_id, pk=row_number(party_id) or 0).first() or "")

    return widgets.Lookup(reverse_lazy("customers:parties"), label_for=name)


class RequestForm(CardlessForm):
    kind = forms.ChoiceField(label="O que pede", choices=KINDS)
    asked_by = forms.CharField(label="Quem pediu", max_length=150)
    reply_to = forms.CharField(
        label="Responder para", max_length=150, required=False, help_text="E-mail, telefone ou endereço."
    )
    party = forms.IntegerField(label="Cadastro", required=False, min_value=1, help_text="Se já souber de quem é.")
    received_at = MomentField(label="Recebido em", input_formats=["%d/%m/%Y %H:%M"])
    details = forms.CharField(label="Detalhes", max_length=5_000, required=False, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, company_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].widget = party_lookup(company_id)


class IdentityForm(CardlessForm):
    party = forms.IntegerField(label="Cadastro do titular", min_value=1)
    how = forms.CharField(
        label="Como conferiu",
        max_length=200,
        help_text="Documento visto no balcão, código enviado ao telefone cadastrado, procuração…",
    )

    def __init__(self, *args: Any, company_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].widget = party_lookup(company_id)


class AnswerForm(CardlessForm):
    answer = forms.CharField(label="Resposta", max_length=10_000, widget=forms.Textarea({"rows": 6}))
    is_refused = forms.BooleanField(
        label="Recusar o pedido", required=False, help_text="A resposta diz o motivo e a base legal."
    )


class ReportForm(CardlessForm):
    """Why the report is made, and in which form."""

    reason = forms.CharField(label="Motivo", max_length=200)
    shape = forms.ChoiceField(label="Formato", choices=[("pdf", "PDF"), ("json", "JSON")], widget=forms.RadioSelect)


class ErasureForm(CardlessForm):
    """A word typed on purpose: what follows has no way back."""

    confirmation = forms.CharField(
        label="Para confirmar, escreva ANONIMIZAR", max_length=20, widget=forms.TextInput({"autocomplete": "off"})
    )

    def clean_confirmation(self) -> str:
        typed = str(self.cleaned_data["confirmation"]).strip().upper()
        if typed != "ANONIMIZAR":
            raise forms.ValidationError("Escreva ANONIMIZAR para confirmar.")
        return typed
