"""Assets, references, cards, contact people and state registrations as people type them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.customers.models import Asset, BankReference, ContactPerson, CreditCard
from vinculo.customers.rules import masked_account
from vinculo.foundation import clock
from vinculo.foundation.ui import widgets
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.foundation.ui.days import DayField, PastDayField
from vinculo.geography.models import State
from vinculo.kernel.brazil import banks, email, inscricao_estadual, phone
from vinculo.kernel.brazil.refusal import Refused


class RecordForm(CardlessForm):
    """A form whose valid fields are the record's."""

    def entry(self) -> dict[str, Any]:
        """The record's fields; only for a valid form."""
        return dict(self.cleaned_data)


def day_field(label: str, kind: type[DayField] = DayField) -> DayField:
    return kind(label=label, required=False, input_formats=["%d/%m/%Y"])


def money_field(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        localize=True,
        error_messages={"min_value": "O valor não pode ser negativo."},
        widget=widgets.MoneyInput,
        help_text=help_text,
    )


class PhoneText(forms.CharField):
    """A telephone that may be left out; cleans to E.164 or empty."""

    widget = widgets.PhoneInput

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text.strip():
            return ""
        try:
            return phone.parse(text).e164
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def prepare_value(self, value: Any) -> Any:
        return phone.mask(value) if isinstance(value, str) and value.startswith("+") else value


class AssetForm(RecordForm):
    description = forms.CharField(label="Descrição", max_length=120)
    kind = forms.ChoiceField(label="Tipo", choices=Asset.Kind.choices)
    year = forms.IntegerField(
        label="Ano", required=False, widget=forms.TextInput({"inputmode": "numeric", "placeholder": "aaaa"})
    )
    value = money_field("Valor", "Quanto já está pago.")
    lien = money_field("Ônus", "Saldo devedor do bem.")
    creditor = forms.CharField(label="Nome do credor", max_length=120, required=False)
    settled_on = day_field("Data da liquidação")

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        latest = clock.today().year + 1  # a vehicle's model year runs ahead of the calendar by one
        if year is not None and not 1900 <= year <= latest:
            raise forms.ValidationError(f"Informe um ano de 1900 a {latest}.")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("creditor") and not cleaned.get("lien") and not cleaned.get("settled_on"):
            self.add_error("lien", "Com credor, informe o saldo devedor ou a data da liquidação.")
        return cleaned


class PersonalReferenceForm(RecordForm):
    name = forms.CharField(label="Nome", max_length=120)
    phone = PhoneText(label="Telefone", max_length=30, required=False)
    note = forms.CharField(
        label="Observação",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Parentesco, de onde se conhecem…",
    )


def bank_label(code: object) -> str:
    """`001 · Banco do Brasil S.A.` for a COMPE code."""
    bank = banks.bank_named(str(code))
    return str(bank) if bank else ""


class BankReferenceForm(RecordForm):
    bank = forms.CharField(
        label="Banco", max_length=3, widget=widgets.Lookup(reverse_lazy("customers:banks"), label_for=bank_label)
    )
    branch = forms.CharField(label="Agência", max_length=10, required=False)
    account = forms.CharField(label="Conta com dígito", max_length=20)
    kind = forms.ChoiceField(label="Tipo de conta", choices=BankReference.Kind.choices)
    holder_since = day_field("Cliente do banco desde", PastDayField)
    note = forms.CharField(label="Observação", max_length=300, required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        """The account in full is shown only where a reason is asked: here it is typed anew, or left as it is."""
        super().__init__(data, **kwargs)
        self.kept_account = str(self.initial.pop("account", ""))
        if self.kept_account:
            self.fields["account"].required = False
            self.fields["account"].widget.attrs["placeholder"] = masked_account(self.kept_account)
            self.fields["account"].help_text = "Vazio: continua a mesma."

    def clean_account(self) -> str:
        return str(self.cleaned_data["account"]) or self.kept_account

    def clean_bank(self) -> str:
        code = str(self.cleaned_data["bank"])
        if not banks.bank_named(code):
            raise forms.ValidationError("Escolha o banco na lista.")
        return code


class CreditCardForm(RecordForm):
    """Brand, holder, expiry and the last four digits. The whole number is refused wherever it is typed."""

    brand = forms.ChoiceField(label="Bandeira", choices=CreditCard.Brand.choices)
    holder = forms.CharField(
        label="Nome impresso no cartão", max_length=60, widget=forms.TextInput({"autocomplete": "off"})
    )
    expiry = forms.CharField(
        label="Validade",
        widget=forms.TextInput({"placeholder": "mm/aaaa", "inputmode": "numeric", "autocomplete": "off"}),
    )
    # No maxlength: a browser would cut a whole number that is pasted, and keep its first four digits without a word.
    last_four = forms.CharField(
        label="Últimos quatro dígitos",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Só os quatro últimos: o número inteiro não é guardado.",
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if month := self.initial.get("expires_month"):
            self.initial = {**self.initial, "expiry": f"{month:02}/{self.initial['expires_year']}"}

    def holds_card(self, name: str, text: str) -> bool:
        """Twelve digits together are refused here even when they are no valid number: somebody mistyped one."""
        return name != "brand" and sum(character.isdigit() for character in text) >= 12

    def clean_last_four(self) -> str:
        typed = str(self.cleaned_data["last_four"]).strip()
        if len(typed) != 4 or not (typed.isascii() and typed.isdigit()):
            raise forms.ValidationError("Informe exatamente quatro dígitos.")
        return typed

    def clean_expiry(self) -> date:
        month, _, year = str(self.cleaned_data["expiry"]).replace(" ", "").partition("/")
        year = f"20{year}" if len(year) == 2 else year
        try:
            expiry = date(int(year), int(month), 1)
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError("Informe o mês e o ano, como 08/2029.") from error
        if not 2000 <= expiry.year <= 2100:
            raise forms.ValidationError("Informe o mês e o ano, como 08/2029.")
        return expiry

    def entry(self) -> dict[str, Any]:
        typed = super().entry()
        expiry = typed.pop("expiry")
        return {**typed, "expires_month": expiry.month, "expires_year": expiry.year}


class ContactPersonForm(RecordForm):
    name = forms.CharField(label="Nome", max_length=120)
    position = forms.CharField(label="Cargo", max_length=80, required=False)
    phone = PhoneText(label="Telefone", max_length=30, required=False)
    email = forms.CharField(label="E-mail", max_length=150, required=False)
    birthday = day_field("Data de aniversário", PastDayField)
    preferred_weekday = forms.TypedChoiceField(
        label="Dia para contato",
        choices=[("", "Qualquer dia"), *ContactPerson.Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    preferred_time = forms.TimeField(label="Hora para contato", required=False, widget=widgets.TimeInput)
    is_fleet_responsible = forms.BooleanField(label="Responsável pela frota", required=False)

    def clean_email(self) -> str:
        typed = str(self.cleaned_data["email"]).strip()
        if not typed:
            return ""
        try:
            return email.parse(typed)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


class StateRegistrationForm(RecordForm):
    """An Inscrição Estadual, checked by the rule of its state."""

    long_numbers = frozenset({"number"})
    state = forms.ModelChoiceField(label="UF", queryset=State.objects.order_by("code"), empty_label="Escolha")
    number = forms.CharField(label="Inscrição estadual", max_length=20)
    is_substitute = forms.BooleanField(
        label="De substituto tributário (IEST)",
        required=False,
        help_text="Inscrição em outra UF para recolher ICMS-ST.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        state, typed = cleaned.get("state"), cleaned.get("number")
        if not state or not typed:
            return cleaned
        try:
            registration = inscricao_estadual.parse(state.pk, typed)
        except Refused as refused:
            self.add_error("number", refused.sentence)
            return cleaned
        if registration.is_exempt:
            self.add_error("number", "Para isento, marque a situação no ICMS em Dados complementares.")
        cleaned["number"] = registration.number
        return cleaned
