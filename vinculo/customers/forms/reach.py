"""Telephones, e-mails, addresses, external codes and notes as people type them."""

from typing import Any, cast

from django import forms
from django.urls import reverse_lazy

from vinculo.customers.particulars import AddressEntry, EmailEntry, PhoneEntry, ReferenceEntry
from vinculo.foundation.ui import widgets
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.geography.models import Municipality
from vinculo.geography.queries import municipality_label, state_of_cep
from vinculo.kernel.brazil import cep, email, phone
from vinculo.kernel.brazil.refusal import Refused


class PhoneForm(CardlessForm):
    number = forms.CharField(label="Telefone", max_length=30, widget=widgets.PhoneInput)
    label = forms.CharField(
        label="Descrição",
        max_length=40,
        required=False,
        widget=forms.TextInput({"placeholder": "Celular, trabalho, recado com…"}),
    )
    is_whatsapp = forms.BooleanField(label="Tem WhatsApp", required=False)
    is_main = forms.BooleanField(label="Principal", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = str(self.initial.get("number", ""))
        if kept.startswith("+"):
            self.initial = {**self.initial, "number": phone.mask(kept)}

    def clean_number(self) -> str:
        try:
            return phone.parse(self.cleaned_data["number"]).e164
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def entry(self) -> PhoneEntry:
        return PhoneEntry(**{name: self.cleaned_data[name] for name in ("number", "label", "is_whatsapp", "is_main")})


class EmailForm(CardlessForm):
    address = forms.CharField(
        label="E-mail",
        max_length=150,
        widget=forms.TextInput({"inputmode": "email", "autocomplete": "off", "placeholder": "nome@empresa.com.br"}),
    )
    label = forms.CharField(
        label="Descrição",
        max_length=40,
        required=False,
        widget=forms.TextInput({"placeholder": "Pessoal, nota fiscal…"}),
    )
    is_main = forms.BooleanField(label="Principal", required=False)

    def clean_address(self) -> str:
        try:
            return email.parse(self.cleaned_data["address"])
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def entry(self) -> EmailEntry:
        return EmailEntry(**{name: self.cleaned_data[name] for name in ("address", "label", "is_main")})


class AddressForm(CardlessForm):
    """An address. The CEP suggests the municipality; a CEP of another state only gets a warning on the screen."""

    cep = forms.CharField(label="CEP", max_length=12, required=False, widget=widgets.CepInput)
    municipality = forms.ModelChoiceField(
        label="Município",
        queryset=Municipality.objects.all(),
        widget=widgets.Lookup(reverse_lazy("geography:municipalities"), label_for=municipality_label),
        error_messages={"required": "Escolha o município na lista.", "invalid_choice": "Escolha o município na lista."},
    )
    street = forms.CharField(
        label="Logradouro", max_length=150, widget=forms.TextInput({"placeholder": "Rua, avenida, praça…"})
    )
    number = forms.CharField(label="Número", max_length=20, required=False)
    complement = forms.CharField(label="Complemento", max_length=80, required=False)
    district = forms.CharField(label="Bairro", max_length=80, required=False)
    label = forms.CharField(
        label="Descrição",
        max_length=40,
        required=False,
        widget=forms.TextInput({"placeholder": "Casa, cobrança, entrega…"}),
    )
    is_mailing = forms.BooleanField(label="Recebe correspondência", required=False)
    is_billing = forms.BooleanField(label="Recebe cobrança", required=False)
    is_main = forms.BooleanField(label="Principal", required=False)

    def clean_cep(self) -> str:
        if not self.cleaned_data["cep"].strip():
            return ""
        try:
            return cep.parse(self.cleaned_data["cep"])
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    @property
    def cep_warning(self) -> str:
        """A sentence when the CEP belongs to another state; for a valid form."""
        typed, town = self.cleaned_data["cep"], self.cleaned_data["municipality"]
        state = state_of_cep(typed) if typed else None
        if state and state != town.state_id:
            return f"O CEP {cep.mask(typed)} é de {state}, mas o município escolhido é {town}."
        return ""

    def entry(self) -> AddressEntry:
        typed = self.cleaned_data
        names = (
            "street", "number", "complement", "district", "cep", "label", "is_mailing", "is_billing", "is_main",
        )  # fmt: skip
        return AddressEntry(municipality_id=typed["municipality"].pk, **{name: typed[name] for name in names})


class BelongingFormSet(forms.BaseFormSet[Any]):
    """Rows of telephones, e-mails or addresses: none twice, at most one main; the first is it when none is marked."""

    identity = ""
    repeated = ""

    def clean(self) -> None:
        seen: set[object] = set()
        mains = 0
        for form in self.kept():
            value = form.cleaned_data.get(self.identity)
            if self.identity and value in seen:
                form.add_error(self.identity, self.repeated)
            seen.add(value)
            mains += bool(form.cleaned_data.get("is_main"))
        if mains > 1:
            raise forms.ValidationError("Marque só um como principal.")

    def entries(self) -> tuple[Any, ...]:
        """What was typed in the rows that are kept; only for a valid formset."""
        kept = self.kept()
        if kept and not any(form.cleaned_data["is_main"] for form in kept):
            kept[0].cleaned_data["is_main"] = True
        return tuple(form.entry() for form in kept)

    def kept(self) -> list[Any]:
        """The valid rows that hold something and were not removed."""
        return [
            form
            for form in self.forms
            if form.has_changed() and form.is_valid() and not form.cleaned_data.get("DELETE") and form.cleaned_data
        ]


class PhoneRows(BelongingFormSet):
    identity, repeated = "number", "Este telefone está repetido."


class EmailRows(BelongingFormSet):
    identity, repeated = "address", "Este e-mail está repetido."


def rows_of(form: type[forms.Form], rows: type[BelongingFormSet], *, empty_rows: int) -> type[BelongingFormSet]:
    """The formset of a kind of belonging; it starts with `empty_rows` to fill in."""
    made = forms.formset_factory(form, formset=rows, extra=empty_rows, max_num=20, can_delete=True)
    return cast(type[BelongingFormSet], made)


PhoneFormSet = rows_of(PhoneForm, PhoneRows, empty_rows=1)
EmailFormSet = rows_of(EmailForm, EmailRows, empty_rows=1)
AddressFormSet = rows_of(AddressForm, BelongingFormSet, empty_rows=0)


class ReferenceForm(CardlessForm):
    long_numbers = frozenset({"code"})
    system = forms.CharField(label="Origem", max_length=40, widget=forms.TextInput({"placeholder": "dms, erp, site…"}))
    code = forms.CharField(label="Código externo", max_length=60)

    def clean_system(self) -> str:
        return str(self.cleaned_data["system"]).strip().lower()

    def entry(self) -> ReferenceEntry:
        return ReferenceEntry(self.cleaned_data["system"], self.cleaned_data["code"])


class NoteForm(CardlessForm):
    body = forms.CharField(
        label="Nota",
        max_length=5_000,
        widget=forms.Textarea({"rows": 4, "placeholder": "O que a próxima pessoa que atender deve saber?"}),
    )
