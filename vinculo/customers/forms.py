"""What people type about a party, validated into particulars. Nothing here saves."""

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.urls import reverse_lazy

from vinculo.customers.models import Consent, Party
from vinculo.customers.particulars import (
    PARTICULAR_NAMES,
    AddressEntry,
    EmailEntry,
    Particulars,
    PhoneEntry,
    ReferenceEntry,
    Registration,
)
from vinculo.foundation.ui import widgets
from vinculo.geography.models import Municipality
from vinculo.geography.queries import municipality_label, state_of_cep
from vinculo.kernel.brazil import cep, document, email, phone
from vinculo.kernel.brazil.refusal import Refused

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


class PartyForm(forms.Form):
    """The party's own fields, as a person or as an organisation."""

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
    birth_date = forms.DateField(
        label="Nascimento ou fundação", required=False, input_formats=["%d/%m/%Y"], widget=widgets.DateInput
    )
    classification = forms.ChoiceField(label="Classe", choices=CLASSIFICATIONS, required=False)

    def __init__(self, *args: Any, locked: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in locked:
            self.fields[name].disabled = True

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "document" not in self.errors and not cleaned.get("document") and not cleaned.get("is_foreign"):
            self.add_error("document", "Um cliente precisa de CPF ou CNPJ. Sem documento, cadastre um prospect.")
        return cleaned


class PromotionForm(forms.Form):
    """What a prospect lacks to be a customer."""

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


class PhoneForm(forms.Form):
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


class EmailForm(forms.Form):
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


class AddressForm(forms.Form):
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
        names = ("street", "number", "complement", "district", "cep", "label", "is_main")
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
    return frozenset(int(value) for value in data.getlist("distinct") if value.isdigit())


class ReferenceForm(forms.Form):
    system = forms.CharField(label="Origem", max_length=40, widget=forms.TextInput({"placeholder": "dms, erp, site…"}))
    code = forms.CharField(label="Código externo", max_length=60)

    def clean_system(self) -> str:
        return str(self.cleaned_data["system"]).strip().lower()

    def entry(self) -> ReferenceEntry:
        return ReferenceEntry(self.cleaned_data["system"], self.cleaned_data["code"])


class NoteForm(forms.Form):
    body = forms.CharField(
        label="Nota",
        max_length=5_000,
        widget=forms.Textarea({"rows": 4, "placeholder": "O que a próxima pessoa que atender deve saber?"}),
    )


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
