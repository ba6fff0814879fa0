"""The forms of reservations, of what is to come, of quotas, and of changing the unit of a balance."""

from collections.abc import Mapping
from typing import Any

from django import forms

from vinculo.catalogue import models as catalogue
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.foundation.ui.days import DayField, MomentField
from vinculo.organization.models import Establishment
from vinculo.stock.actions.quotas import NewQuota
from vinculo.stock.forms import fields
from vinculo.stock.inputs import Coming, Line, Purpose, Wanted
from vinculo.stock.models import Lot, Quota, ScheduledReceipt

Data = Mapping[str, Any] | None


class ReasonForm(CardlessForm):
    reason = forms.CharField(label="Motivo", max_length=200, widget=forms.TextInput(attrs={"autofocus": True}))


class ConsumeForm(forms.Form):
    document = forms.CharField(label="Documento", max_length=60, required=False)


class ExtendForm(forms.Form):
    expires_at = MomentField(label="Vence em")


class ProductUnitForm(CardlessForm):
    """A product, a quantity, and the unit it is in."""

    long_numbers = frozenset({"document", "lot"})

    def __init__(self, actor: Actor, data: Data = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.actor = actor
        self.fields["product"] = fields.product(actor)
        self.fields["quantity"] = fields.quantity()
        self.fields["unit"] = fields.UnitField()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("quantity") is not None and cleaned["quantity"] <= 0:
            self.add_error("quantity", "A quantidade precisa ser maior que zero.")
        if cleaned.get("product"):
            try:
                cleaned["unit_id"] = fields.unit_for(self.actor, cleaned["product"], cleaned.get("unit", "")).pk
            except forms.ValidationError as fault:
                self.add_error("unit", fault)
            number = (cleaned.get("lot") or "").strip().upper()
            cleaned["lot_id"] = self._lot(cleaned["product"].pk, number) if number else None
        return cleaned

    def _lot(self, product_id: int, number: str) -> int | None:
        lot = Lot.objects.filter(product_id=product_id, number=number).first()
        if lot is None:
            self.add_error("lot", "Este produto não tem lote com este número.")
        return lot.pk if lot else None


class ReserveForm(ProductUnitForm):
    def __init__(self, actor: Actor, data: Data = None, **more: Any) -> None:
        super().__init__(actor, data, **more)
        self.fields["warehouse"] = fields.warehouse(actor, sells=True)
        self.fields["lot"] = forms.CharField(
            label="Lote",
            max_length=40,
            required=False,
            help_text="Vazio: o que vence primeiro, sai primeiro.",
        )
        self.fields["party"] = fields.party(actor)
        self.fields["reason"] = forms.CharField(label="Motivo", max_length=200)
        self.fields["document"] = forms.CharField(label="Documento", max_length=60, required=False)
        self.fields["expires_at"] = MomentField(
            label="Vence em", required=False, help_text="Vazio: o prazo da empresa."
        )
        self.fields["receipt"] = forms.ModelChoiceField(
            ScheduledReceipt.objects.visible_to(actor).open(), required=False, widget=forms.HiddenInput
        )

        fields.begin_at_first_empty(self)

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        receipt = data.get("receipt")
        return Wanted(
            data["product"].pk,
            data["unit_id"],
            data["quantity"],
            data["warehouse"].pk,
            data["lot_id"],
            receipt.pk if receipt else None,
        )

    def purpose(self) -> Purpose:
        data = self.cleaned_data
        party = data.get("party")
        return Purpose(data["reason"], data["document"], party.pk if party else None, expires_at=data.get("expires_at"))


class ConversionForm(ProductUnitForm):
    def __init__(self, actor: Actor, data: Data = None, **more: Any) -> None:
        super().__init__(actor, data, **more)
        self.fields["warehouse"] = fields.warehouse(actor)
        self.fields["lot"] = forms.CharField(label="Lote", max_length=40, required=False)
        self.fields["to_unit"] = fields.UnitField()
        self.fields["to_unit"].label = "Para a unidade"
        self.fields["reason"] = forms.CharField(label="Motivo", max_length=200, required=False)
        fields.begin_at_first_empty(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("product"):
            try:
                cleaned["to_unit_id"] = fields.unit_for(self.actor, cleaned["product"], cleaned.get("to_unit", "")).pk
            except forms.ValidationError as fault:
                self.add_error("to_unit", fault)
        return cleaned

    def line(self) -> Line:
        data = self.cleaned_data
        return Line(data["product"].pk, data["unit_id"], data["quantity"], data["lot_id"])


class ReceiptForm(ProductUnitForm):
    def __init__(self, actor: Actor, data: Data = None, **more: Any) -> None:
        super().__init__(actor, data, **more)
        self.fields["warehouse"] = fields.warehouse(actor)
        self.fields["expected_on"] = DayField(label="Previsão")
        self.fields["document"] = forms.CharField(label="Documento", max_length=60, required=False)
        self.fields["supplier"] = forms.CharField(label="Fornecedor", max_length=120, required=False)
        fields.begin_at_first_empty(self)

    def coming(self) -> Coming:
        data = self.cleaned_data
        return Coming(
            data["product"].pk,
            data["unit_id"],
            data["quantity"],
            data["warehouse"].pk,
            data["expected_on"],
            data["document"],
            data["supplier"],
        )


class ReceiptChangeForm(forms.Form):
    expected_on = DayField(label="Previsão")
    quantity = fields.quantity()


class ArrivalForm(forms.Form):
    """What came. The lot is asked only of products kept by lot."""

    quantity = fields.quantity("Quantidade que chegou")
    document = forms.CharField(label="Documento", max_length=60, required=False)
    lot = forms.CharField(label="Lote", max_length=40)
    manufactured_on = DayField(label="Fabricação", required=False)
    expires_on = DayField(label="Validade", required=False)

    def __init__(self, data: Data = None, *, tracks_lots: bool, **more: Any) -> None:
        super().__init__(data, **more)
        if not tracks_lots:
            for name in ("lot", "manufactured_on", "expires_on"):
                del self.fields[name]
        fields.begin_at_first_empty(self)


class QuotaForm(forms.Form):
    def __init__(self, actor: Actor, data: Data = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["product"] = fields.product(actor, required=False)
        self.fields["line"] = forms.ModelChoiceField(
            catalogue.Line.objects.filter(company_id=actor.company_id, is_active=True).order_by("name"),
            label="Linha",
            required=False,
            empty_label="Nenhuma",
        )
        self.fields["unit"] = forms.ModelChoiceField(
            catalogue.Unit.objects.filter(company_id=actor.company_id, is_active=True).order_by("code"),
            label="Unidade da linha",
            required=False,
            empty_label="Escolha a unidade…",
        )
        self.fields["dimension"] = forms.ChoiceField(label="Dimensão", choices=Quota.Dimension.choices)
        places = Establishment.objects.filter(company_id=actor.company_id, is_active=True).order_by("code")
        self.fields["establishment"] = forms.ModelChoiceField(
            places, label="Filial", required=False, empty_label="Escolha a filial…"
        )
        self.fields["representative"] = fields.person(actor, label="Representante")
        self.fields["party"] = fields.party(actor)
        self.fields["classification"] = forms.CharField(label="Classe de cliente", max_length=10, required=False)
        self.fields["starts_on"] = DayField(label="Início")
        self.fields["ends_on"] = DayField(label="Fim")
        self.fields["limit"] = fields.quantity("Limite", help_text="Na unidade de estoque do produto, ou na da linha.")
        fields.begin_at_first_empty(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        product, line = cleaned.get("product"), cleaned.get("line")
        if (product is None) == (line is None) and "product" not in self.errors:
            words = "Escolha o produto ou a linha." if product is None else "Escolha só um: o produto ou a linha."
            self.add_error("product", words)
        if line is not None and cleaned.get("unit") is None:
            self.add_error("unit", "Diga em que unidade a linha é limitada.")
        subject = {"branch": "establishment", "representative": "representative", "customer": "party"}
        name = subject.get(cleaned.get("dimension", ""), "classification")
        if not cleaned.get(name) and name not in self.errors:
            self.add_error(name, f"Diga para quem é a cota: {str(self.fields[name].label).lower()}.")
        if cleaned.get("limit") is not None and cleaned["limit"] < 0:
            self.add_error("limit", "O limite não pode ser negativo.")
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "O fim vem antes do começo.")
        return cleaned

    def new(self) -> NewQuota:
        return NewQuota(**self.cleaned_data)


class QuotaLimitForm(forms.Form):
    limit = fields.quantity("Limite", min_value=0)


class QuotaMoveForm(forms.Form):
    quantity = fields.quantity("Quantidade")
    reason = forms.CharField(label="Motivo", max_length=200)

    def __init__(self, actor: Actor, quota: Quota, data: Data = None) -> None:
        super().__init__(data)
        others = (
            Quota.objects.visible_to(actor)
            .filter(**{name: getattr(quota, name) for name in ("product_id", "line_id", "unit_id")})
            .filter(ends_on__gte=quota.starts_on)
            .exclude(pk=quota.pk)
            .select_related("establishment", "representative", "party")
            .order_by("-ends_on", "id")
        )
        self.fields["to_quota"] = forms.ModelChoiceField(
            others, label="Para a cota", empty_label="Escolha a cota de destino…"
        )
        self.order_fields(["to_quota", "quantity", "reason"])
        fields.begin_at_first_empty(self)
