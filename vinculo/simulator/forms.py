"""The sale and its lines as they are typed in the simulator."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property, partial
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.catalogue.models import Unit
from vinculo.catalogue.queries import product_labels, products
from vinculo.customers.models import Party
from vinculo.customers.queries import party_name, readable_parties
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.cards import CardlessForm
from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.widgets import Lookup, MoneyInput
from vinculo.geography.models import State
from vinculo.kernel.text import row_number
from vinculo.organization.models import Establishment, User
from vinculo.organization.queries import person_label
from vinculo.price_book.models import Carrier, FreightType, NegotiationScenario, PaymentMethod, PaymentTerm
from vinculo.simulator.models import SimulatedCase
from vinculo.tax_book.models import Destination, OperationNature

MOST_LINES = 500


def _figure(label: str, *, places: int = 2, required: bool = False, least: int | None = 0, **more: Any) -> Any:
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=least,
        max_digits=16,
        decimal_places=places,
        localize=True,
        widget=MoneyInput({"placeholder": "", "class": "input money num"}),
        **more,
    )


class SaleForm(forms.Form):
    """Who sells what to whom, how it is paid and carried, on which day."""

    establishment = forms.ModelChoiceField(Establishment.objects.none(), label="Estabelecimento", empty_label=None)
    party = forms.ModelChoiceField(Party.objects.none(), label="Cliente", required=False)
    uf = forms.ChoiceField(label="UF do comprador", required=False)
    on = DayField(label="Data")
    nature = forms.ChoiceField(label="Natureza de operação", required=False)
    destination = forms.ChoiceField(label="Destinação", required=False)
    term = forms.ModelChoiceField(PaymentTerm.objects.none(), label="Condição", required=False, empty_label="À vista")
    method = forms.ModelChoiceField(PaymentMethod.objects.none(), label="Forma", required=False, empty_label="Qualquer")
    scenario = forms.ModelChoiceField(
        NegotiationScenario.objects.none(), label="Cenário", required=False, empty_label="Nenhum"
    )
    channel = forms.CharField(label="Origem do pedido", max_length=20, required=False)
    seller = forms.ModelChoiceField(User.objects.none(), label="Vendedor", required=False)
    freight_type = forms.ModelChoiceField(
        FreightType.objects.none(), label="Tipo de frete", required=False, empty_label="Nenhum"
    )
    carrier = forms.ModelChoiceField(
        Carrier.objects.none(), label="Transportadora", required=False, empty_label="Nenhuma"
    )
    freight = _figure("Frete cobrado")
    insurance = _figure("Seguro")
    other = _figure("Outras despesas")
    header_percent = _figure("Desconto do pedido (%)", places=4, max_value=100)
    header_amount = _figure("Desconto do pedido (R$)")
    wanted_on = DayField(label="Entrega pedida", required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        company = {"company_id": actor.company_id}
        in_use = company | {"is_active": True}
        chosen = {
            "establishment": Establishment.objects.filter(**in_use).select_related("municipality__state"),
            "party": readable_parties(actor),
            "term": PaymentTerm.objects.filter(**in_use).order_by("code"),
            "method": PaymentMethod.objects.filter(**in_use).order_by("name"),
            "scenario": NegotiationScenario.objects.filter(**in_use).order_by("name"),
            "freight_type": FreightType.objects.filter(**in_use).order_by("code"),
            "carrier": Carrier.objects.filter(**in_use).order_by("name"),
            "seller": User.objects.filter(**in_use),
        }
        for name, rows in chosen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows.order_by("code") if name == "establishment" else rows
        natures = OperationNature.objects.filter(**company).order_by("code").values_list("code", "name")
        destinations = Destination.objects.filter(**company).order_by("code").values_list("code", "name")
        self._offer("uf", lambda: [("", "A do cliente"), *((code, code) for code in _states())])
        self._offer("nature", lambda: [(code, f"{code} · {name}") for code, name in natures])
        self._offer("destination", lambda: [("", "A do cliente"), *destinations])
        self.fields["party"].widget = Lookup(reverse_lazy("customers:parties"), partial(party_name, actor))
        self.fields["seller"].widget = Lookup(reverse_lazy("organization:people"), partial(person_label, actor))

    def _offer(self, name: str, choices: Callable[[], list[tuple[str, str]]]) -> None:
        """Read only where it is drawn or something was chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class LineForm(forms.Form):
    """A line of the grid. A discount may be a chain: `10+5+2`; negative is a surcharge.

    Its `columns` are those of all the rows: a sale of 500 lines has one field a column, not 500 copies of it.
    """

    def __init__(self, *args: Any, columns: Mapping[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= columns

    def has_changed(self) -> bool:
        """Whether anything was typed: a line that stands empty is none."""
        typed = (self.data.get(self.add_prefix(name), "") for name in self.fields) if self.is_bound else ()
        return any(map(str.strip, typed))

    def clean_quantity(self) -> Decimal:
        quantity = Decimal(self.cleaned_data["quantity"])
        if quantity <= 0:
            raise forms.ValidationError("A quantidade precisa ser maior que zero.")
        return quantity

    def clean_new_price(self) -> Decimal | None:
        price: Decimal | None = self.cleaned_data["new_price"]
        if price is not None and price <= 0:
            raise forms.ValidationError("O novo preço precisa ser maior que zero.")
        return price

    def clean_discount(self) -> tuple[Decimal, ...]:
        parts = [part.strip().removesuffix("%").replace(",", ".") for part in self.cleaned_data["discount"].split("+")]
        try:
            chain = tuple(Decimal(part) for part in parts if part)
        except InvalidOperation:
            raise forms.ValidationError("Escreva o desconto em %: 10 ou 10+5+2.") from None
        if any(not each.is_finite() or not -1000 < each < 100 or each != round(each, 4) for each in chain):
            raise forms.ValidationError("O desconto fica abaixo de 100%, com até 4 casas.")
        return chain


class LineRows(forms.BaseFormSet[LineForm]):
    """The lines of a sale of the actor's company."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "columns": self.columns}

    @cached_property
    def columns(self) -> dict[str, forms.Field]:
        """The fields of a line. The product is only a number here: the rows look all of theirs up at once."""
        product = forms.IntegerField(
            label="Produto",
            min_value=1,
            max_value=10**18,
            error_messages={"required": "Escolha o produto.", "invalid": "Escolha um produto da lista."},
            widget=Lookup(reverse_lazy("catalogue:lookup"), self._product_words, {"class": "input"}),
        )
        unit = forms.TypedChoiceField(label="Unidade", required=False, coerce=int, empty_value=None)
        unit.choices = lambda: self._units
        unit.widget.attrs["class"] = "select"
        discount = forms.CharField(label="Desconto (%)", max_length=40, required=False)
        discount.widget.attrs["class"] = "input num"
        found: dict[str, forms.Field] = {
            "product": product,
            "quantity": _figure("Quantidade", places=4, required=True, least=None),
            "unit": unit,
            "discount": discount,
            "new_price": _figure("Novo preço", places=6),
        }
        for field in found.values():
            field.widget.attrs["aria-label"] = str(field.label)
        return found

    def add_fields(self, form: Any, index: int | None) -> None:
        """A new sale begins in the first product."""
        super().add_fields(form, index)
        if index == 0 and not self.is_bound and not self.initial:
            form.fields["product"] = deepcopy(form.fields["product"])
            form.fields["product"].widget.attrs["autofocus"] = True

    def clean(self) -> None:
        """Every product is one the person may know."""
        asked = {form: form.cleaned_data.get("product") for form in self.forms if hasattr(form, "cleaned_data")}
        wanted = {product for product in asked.values() if product}
        known = set(products(self.actor).filter(pk__in=wanted).values_list("pk", flat=True))
        for form, product in asked.items():
            if product and product not in known:
                form.add_error("product", "Este produto não existe mais.")

    def kept(self) -> list[dict[str, Any]]:
        """The lines that were filled in and not removed; only when valid."""
        return [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("product") and not form.cleaned_data.get("DELETE")
        ]

    @cached_property
    def _units(self) -> list[tuple[Any, str]]:
        rows = Unit.objects.filter(company_id=self.actor.company_id, is_active=True).order_by("code")
        return [("", "Padrão"), *rows.values_list("pk", "code")]

    @cached_property
    def _labels(self) -> dict[int, str]:
        chosen = (row_number(form["product"].value()) for form in self.forms)
        return product_labels(self.actor, [number for number in chosen if number])

    def _product_words(self, chosen: object) -> str:
        return self._labels.get(row_number(chosen) or 0, "")


def line_rows(actor: Actor, data: Mapping[str, Any] | None = None, initial: Any = None) -> Any:
    made: Any = forms.formset_factory(
        LineForm,
        formset=LineRows,
        extra=0 if initial else 3,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES,
        can_delete=True,
    )
    return made(data, prefix="lines", initial=initial, actor=actor)


class OtherForm(forms.Form):
    """What the second scenario does differently; empty fields are as in the first."""

    on = DayField(label="Data", required=False)
    term = forms.ModelChoiceField(PaymentTerm.objects.none(), label="Condição", required=False, empty_label="A mesma")
    scenario = forms.ModelChoiceField(
        NegotiationScenario.objects.none(), label="Cenário", required=False, empty_label="O mesmo"
    )
    freight_type = forms.ModelChoiceField(
        FreightType.objects.none(), label="Tipo de frete", required=False, empty_label="O mesmo"
    )
    header_percent = _figure("Desconto do pedido (%)", places=4, max_value=100)

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, prefix="other")
        in_use = {"company_id": actor.company_id, "is_active": True}
        for name, rows in (
            ("term", PaymentTerm.objects.filter(**in_use).order_by("code")),
            ("scenario", NegotiationScenario.objects.filter(**in_use).order_by("name")),
            ("freight_type", FreightType.objects.filter(**in_use).order_by("code")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class CaseForm(CardlessForm):
    name = forms.CharField(label="Nome do caso", max_length=100)
    note = forms.CharField(label="Para que serve", max_length=300, required=False)

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="case")
        self.actor = actor

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if SimulatedCase.objects.visible_to(self.actor).filter(name=name).exists():
            raise forms.ValidationError("Já há um caso com este nome.")
        return name


class RunForm(forms.Form):
    on = DayField(label="Com as regras de", required=False)


def first_values(actor: Actor, today: date) -> dict[str, Any]:
    """What a new simulation starts with."""
    return {"establishment": actor.establishment_id, "on": today, "nature": "VENDA"}


def _states() -> list[str]:
    return list(State.objects.order_by("code").values_list("code", flat=True))


class ApprovalForm(CardlessForm):
    """Why a kept sale should pass although it goes beyond a limit."""

    reason = forms.CharField(
        label="Justificativa",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Diga por que a venda deve passar."},
    )
