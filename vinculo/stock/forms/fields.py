"""Fields that several forms of the room share."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from vinculo.catalogue.models import Product, Unit
from vinculo.catalogue.queries import product_label
from vinculo.customers.models import Party
from vinculo.customers.queries import party_name, readable_parties
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.widgets import Lookup, MoneyInput
from vinculo.organization.models import User
from vinculo.organization.queries import person_label
from vinculo.stock.models import Warehouse
from vinculo.stock.queries.entry import Unclear, unit_meant

PRODUCTS = reverse_lazy("catalogue:lookup")
PARTIES = reverse_lazy("customers:parties")
PEOPLE = reverse_lazy("lists:people")


def quantity(label: str = "Quantidade", *, required: bool = True, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        max_digits=15,
        decimal_places=4,
        localize=True,
        widget=MoneyInput(attrs={"placeholder": "0", "class": "num"}),
        error_messages={"invalid": "Digite uma quantidade, como 12 ou 1,5."},
        **more,
    )


def product(actor: Actor, *, required: bool = True) -> "forms.ModelChoiceField[Product]":
    rows = Product.objects.visible_to(actor).select_related("unit").defer("technical_text", "search_vector")
    return forms.ModelChoiceField(
        rows,
        label="Produto",
        required=required,
        widget=Lookup(PRODUCTS, label_for=partial(product_label, actor)),
        error_messages={"invalid_choice": "Escolha um produto da lista.", "required": "Escolha o produto."},
    )


def party(actor: Actor, *, label: str = "Cliente", required: bool = False) -> "forms.ModelChoiceField[Party]":
    return forms.ModelChoiceField(
        readable_parties(actor),
        label=label,
        required=required,
        widget=Lookup(PARTIES, label_for=partial(party_name, actor)),
        error_messages={"invalid_choice": "Escolha um cliente da lista."},
    )


def person(actor: Actor, *, label: str) -> "forms.ModelChoiceField[User]":
    return forms.ModelChoiceField(
        User.objects.filter(company_id=actor.company_id, is_active=True),
        label=label,
        required=False,
        widget=Lookup(PEOPLE, label_for=partial(person_label, actor)),
        error_messages={"invalid_choice": "Escolha uma pessoa da lista."},
    )


def warehouse(
    actor: Actor, *, label: str = "Armazém", anywhere: bool = False, sells: bool = False
) -> "forms.ModelChoiceField[Warehouse]":
    rows = Warehouse.objects.filter(company_id=actor.company_id) if anywhere else Warehouse.objects.visible_to(actor)
    rows = rows.offered().order_by("code")
    return forms.ModelChoiceField(
        rows.filter(sells=True) if sells else rows, label=label, empty_label="Escolha o armazém…"
    )


def first_warehouse(actor: Actor) -> int | None:
    """The one to propose: the first of the establishment the person works at."""
    rows = Warehouse.objects.visible_to(actor).offered().filter(establishment_id=actor.establishment_id)
    return rows.order_by("-sells", "code").values_list("pk", flat=True).first()


class UnitField(forms.CharField):
    """The code of a unit, "" for the stock unit; `unit_for` finds it once the product is known."""

    def __init__(self) -> None:
        super().__init__(
            label="Unidade",
            required=False,
            max_length=6,
            widget=forms.TextInput(attrs={"placeholder": "Estoque", "autocapitalize": "characters", "size": 6}),
        )


def unit_for(actor: Actor, product_row: Product, text: str) -> Unit:
    """Raises `ValidationError`."""
    try:
        return unit_meant(actor, product_row, text)
    except Unclear as unclear:
        raise ValidationError(str(unclear)) from unclear


def begin_at_first_empty(form: forms.Form) -> None:
    """The cursor of a fresh form waits in the first field that holds nothing yet, once all fields are there."""
    for bound in form:
        if not form.is_bound and bound.value() in (None, "") and not bound.is_hidden:
            bound.field.widget.attrs["autofocus"] = True
            return
