"""The list of those not to contact and the texts of consent, as people type them."""

from typing import Any

from django import forms

from vinculo.customers.models import Channel, Suppression
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.kernel.brazil import document, email, phone
from vinculo.kernel.brazil.refusal import Refused


class SuppressionForm(CardlessForm):
    """A telephone, e-mail or document, and by which channel it must not be contacted."""

    long_numbers = frozenset({"value"})
    value = forms.CharField(
        label="Telefone, e-mail ou CPF/CNPJ",
        max_length=150,
        widget=forms.TextInput({"autofocus": True}),
    )
    channel = forms.ChoiceField(label="Canal", choices=[("", "Todos os canais"), *Channel.choices], required=False)
    source = forms.CharField(
        label="Origem", max_length=100, help_text="Quem pediu e como: lista do Procon, e-mail do titular, ligação…"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = str(cleaned.get("value", ""))
        if typed:
            try:
                cleaned["handle"], cleaned["value"] = _read(typed)
            except Refused as refused:
                self.add_error("value", refused.sentence)
        return cleaned


def _read(typed: str) -> tuple[str, str]:
    """Which kind of handle was typed, and the handle as it is kept. Raises the refusal of what it looks like."""
    if "@" in typed:
        return Suppression.Handle.EMAIL, email.parse(typed)
    try:
        return Suppression.Handle.DOCUMENT, document.parse(typed).value
    except Refused:
        return Suppression.Handle.PHONE, phone.parse(typed).e164


class PolicyForm(forms.Form):
    version = forms.CharField(label="Versão", max_length=20, widget=forms.TextInput({"placeholder": "2026-11"}))
    text = forms.CharField(
        label="Texto",
        max_length=20_000,
        widget=forms.Textarea({"rows": 10}),
        help_text="O que a pessoa lê ou ouve antes de responder. Publicado, não muda mais.",
    )
