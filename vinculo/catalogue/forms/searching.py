"""The search of products by somebody in a hurry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.catalogue.forms.fields import RecordField
from vinculo.customers.models import Party
from vinculo.customers.queries import readable_parties
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.widgets import Switch


@dataclass(frozen=True, slots=True)
class Wanted:
    text: str = ""
    party_id: int | None = None
    only_favourites: bool = False


class SearchForm(forms.Form):
    """`q` is words or any code; prices are for `cliente`."""

    q = forms.CharField(
        label="Produto",
        required=False,
        max_length=100,
        widget=forms.TextInput(
            {
                "autofocus": True,
                "autocomplete": "off",
                "spellcheck": "false",
                "type": "search",
                "placeholder": "Palavras em qualquer ordem, código, GTIN, código do fabricante ou do cliente",
            }
        ),
    )
    favoritos = forms.BooleanField(label="Só os favoritos", required=False, widget=Switch)

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.fields["cliente"] = RecordField(
            readable_parties(actor),
            reverse_lazy("customers:parties"),
            label="Cliente em atendimento",
            required=False,
            words=lambda party: party.name,
        )
        self.order_fields(["q", "cliente", "favoritos"])

    def wanted(self) -> Wanted:
        """What to look for; a field that makes no sense is left out."""
        if not self.is_bound:
            return Wanted()
        self.is_valid()
        typed = self.cleaned_data
        party: Party | None = typed.get("cliente")
        return Wanted(" ".join(typed.get("q", "").split()), party.pk if party else None, typed.get("favoritos", False))
