"""The party's own fields and a whole registration, validated into particulars. Nothing here saves."""

from collections.abc import Collection
from typing import Any

from django import forms

from vinculo.customers.forms.reach import AddressFormSet, EmailFormSet, PhoneFormSet
from vinculo.customers.models import Party
from vinculo.customers.particulars import PARTICULAR_NAMES, Particulars, Registration
from vinculo.foundation.ui import widgets
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.foundation.ui.days import PastDayField
from vinculo.kernel.brazil import document
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.text import row_number

# What the fields are called once it is known what they are of.
_LABELS = {
    Party.Kind.PERSON: {"name": "Nome completo", "document": "CPF", "birth_date": "Nascimento"},
    Party.Kind.ORGANIZATION: {"name": "Razão social", "document": "CNPJ", "birth_date": "Fundação"},
}
CLASSIFICATIONS = [("", "Sem classe"), ("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")]


class DocumentField(forms.CharField):
    """A CPF or CNPJ, masked or not; cleans to the normalised text, None when empty."""

    widget = widgets.DocumentInput

    def to_python(self, value: object) -> str | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return document.parse(text).value
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


class PartyForm(CardlessForm):
    """The party's own fields, as a person or as an organisation."""

    long_numbers = frozenset({"document", "foreign_document"})
    kind = forms.ChoiceField(label="Tipo", choices=Party.Kind.choices, widget=forms.RadioSelect, initial="person")
    name = forms.CharField(
        label="Nome completo ou razão social",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True}),
    )
    trade_name = forms.CharField(label="Nome fantasia", max_length=150, required=False)
    document = DocumentField(label="CPF ou CNPJ", required=False)
    is_foreign = forms.BooleanField(label="Estrangeiro, sem CPF nem CNPJ", required=False)
    foreign_document = forms.CharField(
        label="Documento estrangeiro", max_length=40, required=False, help_text="Passaporte, DNI, CUIT…"
    )
    birth_date = PastDayField(label="Nascimento ou fundação", required=False, input_formats=["%d/%m/%Y"])
    classification = forms.ChoiceField(label="Classe", choices=CLASSIFICATIONS, required=False)

    def __init__(self, *args: Any, locked: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in locked:
            self.fields[name].disabled = True
        if "kind" in locked:
            for name, label in _LABELS[Party.Kind(self.initial["kind"])].items():
                self.fields[name].label = label

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed, kind = cleaned.get("document"), cleaned.get("kind")
        if typed and kind == Party.Kind.PERSON and len(typed) != 11:
            self.add_error("document", "Este é um CNPJ. Mude o tipo para pessoa jurídica ou informe um CPF.")
        if typed and kind == Party.Kind.ORGANIZATION and len(typed) != 14:
            self.add_error("document", "Este é um CPF. Mude o tipo para pessoa física ou informe um CNPJ.")
        return cleaned

    def particulars(self) -> Particulars:
        """What was typed; only for a valid form."""
        return Particulars(**{name: self.cleaned_data[name] for name in PARTICULAR_NAMES})


class CustomerForm(PartyForm):
    """A customer must have a document, or be foreign."""

    document = DocumentField(
        label="CPF ou CNPJ",
        error_messages={"required": "Um cliente precisa de CPF ou CNPJ. Sem documento, cadastre um prospect."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_foreign") and not self["document"].value():
            self.errors.pop("document", None)
            cleaned["document"] = None
        return cleaned


class PromotionForm(CardlessForm):
    """What a prospect lacks to be a customer."""

    long_numbers = frozenset({"document", "foreign_document"})
    document = DocumentField(label="CPF ou CNPJ", required=False)
    is_foreign = forms.BooleanField(label="Estrangeiro, sem CPF nem CNPJ", required=False)
    foreign_document = forms.CharField(label="Documento estrangeiro", max_length=40, required=False)

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = party.kind

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = cleaned.get("document")
        expected, name = (11, "CPF") if self.kind == Party.Kind.PERSON else (14, "CNPJ")
        if typed and len(typed) != expected:
            self.add_error("document", f"Para este cadastro o documento é um {name}.")
        if "document" not in self.errors and not typed and not cleaned.get("is_foreign"):
            self.add_error("document", f"Informe o {name} ou marque que é estrangeiro.")
        return cleaned

    def particulars(self, party: Party) -> Particulars:
        typed = self.cleaned_data
        return Particulars(
            kind=party.kind,
            name=party.name,
            document=typed["document"],
            is_foreign=typed["is_foreign"],
            foreign_document=typed["foreign_document"],
        )


class RegistrationForms:
    """The page of a new record: the party's form and the rows of telephones, e-mails and addresses."""

    def __init__(self, data: Any = None, *, initial: Particulars | None = None, phone_typed: str = "", customer: bool):
        form_class = CustomerForm if customer else PartyForm
        values = {name: getattr(initial, name) for name in PARTICULAR_NAMES} if initial else {}
        self.data = data
        self.customer = customer
        self.title = "Novo cliente" if customer else "Novo prospect"
        self.party = form_class(data, initial=values)
        first_phone = [{"number": phone_typed}] if phone_typed else []
        self.phones = PhoneFormSet(data, prefix="phones", initial=first_phone)
        self.emails = EmailFormSet(data, prefix="emails")
        self.addresses = AddressFormSet(data, prefix="addresses")

    def is_valid(self) -> bool:
        parts = [self.party.is_valid(), self.phones.is_valid(), self.emails.is_valid(), self.addresses.is_valid()]
        return all(parts)

    def warnings(self) -> list[str]:
        """What is odd but not wrong, in sentences; only when valid."""
        return [form.cep_warning for form in self.addresses.kept() if form.cep_warning]

    def registration(self) -> Registration:
        """What was typed; only when valid."""
        return Registration(
            particulars=self.party.particulars(),
            phones=self.phones.entries(),
            emails=self.emails.entries(),
            addresses=self.addresses.entries(),
            distinct_from=answered_lookalikes(self.data),
        )


def answered_lookalikes(data: Any) -> frozenset[int]:
    """The look-alikes ticked as "não é a mesma pessoa"."""
    return frozenset(number for value in data.getlist("distinct") if (number := row_number(value)) is not None)
