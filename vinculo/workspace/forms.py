"""The classic search: one field for each handle."""

from django import forms

from vinculo.customers.search_fields import SearchFields
from vinculo.foundation.ui import widgets

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class SearchWindowForm(forms.Form):
    """Filters that add up; at least one must be filled."""

    nome = forms.CharField(
        label="Nome", required=False, max_length=150, widget=forms.TextInput({**_PLAIN, "autofocus": True})
    )
    telefone = forms.CharField(label="Telefone", required=False, max_length=30, widget=widgets.PhoneInput)
    documento = forms.CharField(label="CPF/CNPJ", required=False, max_length=20, widget=widgets.DocumentInput)
    empresa = forms.CharField(
        label="Empresa",
        required=False,
        max_length=150,
        widget=forms.TextInput(_PLAIN),
        help_text="Razão social ou fantasia",
    )
    codigo = forms.CharField(label="Código externo", required=False, max_length=60, widget=forms.TextInput(_PLAIN))

    def wanted(self) -> SearchFields:
        """What to look for; only for a valid form."""
        typed = self.cleaned_data
        return SearchFields(
            name=typed["nome"],
            phone=typed["telefone"],
            document=typed["documento"],
            organization=typed["empresa"],
            code=typed["codigo"],
        )

    @property
    def searched(self) -> str:
        """What a new record may start with: the document, the name or the telephone typed."""
        typed = self.cleaned_data
        return str(typed["nome"] or typed["empresa"] or typed["documento"] or typed["telefone"])
