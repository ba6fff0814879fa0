"""The forms of warehouses, lots and what customers ask of lots."""

from collections.abc import Mapping
from typing import Any

from django import forms

from vinculo.foundation.access import Actor
from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.widgets import Switch
from vinculo.organization.models import Establishment
from vinculo.stock.forms import fields
from vinculo.stock.models import Lot, LotRequirement, Warehouse


class WarehouseForm(forms.Form):
    code = forms.CharField(label="Código", max_length=20, widget=forms.TextInput(attrs={"autofocus": True}))
    name = forms.CharField(label="Nome", max_length=80)
    establishment = forms.ModelChoiceField(
        Establishment.objects.none(), label="Estabelecimento", empty_label="Escolha o estabelecimento…"
    )
    kind = forms.ChoiceField(label="Tipo", choices=Warehouse.Kind.choices)
    sells = forms.BooleanField(
        label="Venda permitida",
        required=False,
        initial=True,
        widget=Switch,
        help_text="Desligada, o que está aqui não aparece como disponível nem pode ser reservado.",
    )
    is_active = forms.BooleanField(label="Ativo", required=False, initial=True, widget=Switch)

    def __init__(self, actor: Actor, warehouse: Warehouse, data: Mapping[str, Any] | None = None) -> None:
        present = {name: getattr(warehouse, name) for name in ("code", "name", "kind", "sells", "is_active")}
        present["establishment"] = warehouse.establishment_id or actor.establishment_id
        super().__init__(data, initial=present)
        places = self.fields["establishment"]
        assert isinstance(places, forms.ModelChoiceField)
        places.queryset = Establishment.objects.filter(company_id=actor.company_id, is_active=True).order_by("code")


class LotForm(forms.Form):
    manufactured_on = DayField(label="Fabricação", required=False)
    expires_on = DayField(label="Validade", required=False)
    status = forms.ChoiceField(
        label="Situação",
        choices=Lot.Status.choices,
        help_text="Em quarentena, o lote é contado e transferido, e não pode ser reservado.",
    )
    note = forms.CharField(label="Observação", max_length=200, required=False)

    def __init__(self, lot: Lot, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={name: getattr(lot, name) for name in self.base_fields})


class RequirementForm(forms.Form):
    """Of one customer or of a class of customers; of one product or of all."""

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["party"] = fields.party(actor)
        self.fields["classification"] = forms.CharField(
            label="Ou classe do cliente", max_length=10, required=False, help_text="Vale para todos os desta classe."
        )
        self.fields["product"] = fields.product(actor, required=False)
        self.fields["product"].help_text = "Vazio: todos os produtos."
        self.fields["minimum_days"] = forms.IntegerField(
            label="Validade mínima (dias)", min_value=0, max_value=3650, initial=90
        )
        self.fields["single_lot"] = forms.BooleanField(
            label="Um só lote por item", required=False, widget=Switch, help_text="Não mistura lotes no mesmo item."
        )
        fields.begin_at_first_empty(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("party")) == bool(cleaned.get("classification")):
            self.add_error("party", "Escolha o cliente ou a classe, um dos dois.")
        return cleaned

    def requirement(self) -> LotRequirement:
        return LotRequirement(**self.cleaned_data)
