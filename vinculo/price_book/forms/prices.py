"""Forms of price tables, prices, sales tables and promotions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from vinculo.books.entry_forms import CodedForm, EntryForm, without_zeros
from vinculo.catalogue.models import Brand, Line, Product, Unit
from vinculo.catalogue.queries import product_label, products
from vinculo.customers.models import Party
from vinculo.customers.queries import party_name, readable_parties
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.widgets import Lookup, MoneyInput
from vinculo.kernel.text import row_number
from vinculo.price_book.forms.finding import PARTY, PRODUCT
from vinculo.price_book.models import (
    ListPrice,
    NegotiationScenario,
    PaymentTerm,
    PriceTable,
    Promotion,
    PromotionBand,
    SalesTable,
)
from vinculo.stock.models import Warehouse


class PriceTableForm(CodedForm):
    class Meta:
        model = PriceTable
        fields = ("code", "name", "kind", "establishment", "state", "places", "valid_from", "valid_until", "is_active")
        help_texts: ClassVar[dict[str, str]] = {
            "kind": "Decide a precedência: cliente, depois região, depois base.",
            "places": "De 2 a 10. O preço unitário é arredondado uma vez, no fim, com estas casas.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            self.initial["places"] = 2


class ListPriceForm(EntryForm):
    looked_up = {"product": PRODUCT, "party": PARTY}
    own = {
        "table": lambda actor: PriceTable.objects.visible_to(actor).order_by("code"),
        "unit": lambda actor: Unit.objects.filter(company_id=actor.company_id, is_active=True).order_by("code"),
    }

    class Meta:
        model = ListPrice
        fields = (
            "table",
            "product",
            "unit",
            "price",
            "from_quantity",
            "party",
            "establishment",
            "state",
            "valid_from",
            "valid_until",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "from_quantity": "Zero: qualquer quantidade. Na unidade deste preço.",
            "party": "Em branco: qualquer cliente. O preço de um cliente vence os das tabelas.",
        }


class SalesTableForm(EntryForm):
    looked_up = {"party": PARTY}
    own = {
        "table": lambda actor: PriceTable.objects.visible_to(actor).filter(is_active=True).order_by("code"),
        "warehouse": lambda actor: Warehouse.objects.filter(company_id=actor.company_id, is_active=True).order_by(
            "code"
        ),
    }

    class Meta:
        model = SalesTable
        fields = ("party", "establishment", "warehouse", "table", "valid_from", "valid_until")
        labels: ClassVar[dict[str, str]] = {"party": "Cliente"}
        help_texts: ClassVar[dict[str, str]] = {
            "party": "Em branco: a tabela do local de faturamento, para quem não tem uma própria."
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("party") and not cleaned.get("establishment"):
            self.add_error("party", "Escolha o cliente, o local de faturamento, ou os dois.")
        return cleaned


class NegotiationScenarioForm(CodedForm):
    own = {"term": lambda actor: PaymentTerm.objects.visible_to(actor).filter(is_active=True).order_by("code")}

    class Meta:
        model = NegotiationScenario
        fields = ("code", "name", "description", "term", "valid_from", "valid_until", "is_active")
        help_texts: ClassVar[dict[str, str]] = {"term": "Em branco: qualquer condição."}


class PromotionForm(CodedForm):
    class Meta:
        model = Promotion
        fields = (
            "code",
            "name",
            "establishment",
            "state",
            "most",
            "valid_from",
            "valid_until",
            "is_cumulative",
            "is_active",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "most": "De cada produto, na unidade da faixa. Em branco: sem limite.",
            "is_cumulative": "Desligado: entre promoções, vale a melhor para o cliente.",
        }


class BandForm(forms.Form):
    """A band of a promotion: one target (product, line or brand) and one effect (percentage or price)."""

    product = forms.ModelChoiceField(Product.objects.none(), label="Produto", required=False)
    line = forms.ModelChoiceField(Line.objects.none(), label="ou linha", required=False, empty_label="Nenhuma")
    brand = forms.ModelChoiceField(Brand.objects.none(), label="ou marca", required=False, empty_label="Nenhuma")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Unidade", required=False, empty_label="A da venda")
    from_quantity = forms.DecimalField(
        label="A partir de",
        min_value=0,
        max_digits=12,
        decimal_places=4,
        initial=0,
        localize=True,
        widget=MoneyInput({"placeholder": ""}),
    )
    percent = forms.DecimalField(
        label="Desconto (%)",
        required=False,
        max_digits=7,
        decimal_places=4,
        localize=True,
        widget=MoneyInput({"placeholder": ""}),
    )
    price = forms.DecimalField(
        label="ou preço",
        required=False,
        max_digits=20,
        decimal_places=10,
        localize=True,
        widget=MoneyInput({"placeholder": ""}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        company = {"company_id": actor.company_id}
        choices = {
            "product": products(actor),
            "line": Line.objects.filter(**company).order_by("name"),
            "brand": Brand.objects.filter(**company).order_by("name"),
            "unit": Unit.objects.filter(**company, is_active=True).order_by("code"),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        self.fields["product"].widget = Lookup(PRODUCT.url, lambda value: product_label(actor, value))

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        targets = [name for name in ("product", "line", "brand") if cleaned.get(name)]
        if len(targets) != 1:
            self.add_error("product", "Escolha um produto, uma linha ou uma marca.")
        percent, price = cleaned.get("percent"), cleaned.get("price")
        if (percent is None) == (price is None) and not {"percent", "price"} & set(self.errors):
            self.add_error("percent", "Informe o desconto ou o preço.")
        if percent is not None and not 0 < percent < 100:
            self.add_error("percent", "O desconto fica entre 0 e 100%.")
        if price is not None:
            if price <= 0:
                self.add_error("price", "O preço precisa ser maior que zero.")
            if not cleaned.get("product") or not cleaned.get("unit"):
                self.add_error("price", "Preço próprio é de um produto e de uma unidade.")
        return cleaned

    def band(self) -> dict[str, Any]:
        names = ("product", "line", "brand", "unit", "from_quantity", "percent", "price")
        return {name: self.cleaned_data[name] for name in names}


class BandRows(forms.BaseFormSet[BandForm]):
    def kept(self) -> list[dict[str, Any]]:
        """The bands that were filled in and not removed; only when valid."""
        return [form.band() for form in self.standing()]

    def standing(self) -> list[BandForm]:
        """The rows that hold something and were not removed."""
        return [
            form
            for position, form in enumerate(self.forms)
            if (position < self.initial_form_count() or form.has_changed()) and not form.cleaned_data.get("DELETE")
        ]

    def clean(self) -> None:
        if any(self.errors):
            return
        seen = set()
        for form in self.standing():
            band = form.band()
            key = tuple(band[name] for name in ("product", "line", "brand", "unit", "from_quantity"))
            if key in seen:
                form.add_error("from_quantity", "Esta faixa está repetida.")
            seen.add(key)


class PartyRowForm(forms.Form):
    party = forms.ModelChoiceField(Party.objects.none(), label="Cliente")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = readable_parties(actor)
        field.widget = Lookup(PARTY.url, lambda value: party_name(actor, value))


class PromotionRows:
    """What a promotion holds besides itself: its bands and its customers. `?product=7` begins a new one with a band."""

    def __init__(
        self, actor: Actor, promotion: Promotion, data: Mapping[str, Any] | None, asked: Mapping[str, str]
    ) -> None:
        bands = _bands_of(promotion) or _band_asked(asked)
        self.bands: Any = forms.formset_factory(
            BandForm, formset=BandRows, extra=0 if promotion.pk or bands else 1, max_num=200, can_delete=True
        )(data, prefix="bands", initial=bands, form_kwargs={"actor": actor})
        self.parties: Any = forms.formset_factory(PartyRowForm, extra=0, max_num=500, can_delete=True)(
            data, prefix="parties", initial=_parties_of(promotion), form_kwargs={"actor": actor}
        )

    def is_valid(self) -> bool:
        return all([self.bands.is_valid(), self.parties.is_valid()])

    def values(self) -> dict[str, list[Any]]:
        """The bands (as their fields) and the customers that stand; only when valid."""
        kept = [
            form.cleaned_data["party"]
            for form in self.parties.forms
            if form.cleaned_data.get("party") and not form.cleaned_data.get("DELETE")
        ]
        return {"bands": self.bands.kept(), "parties": list(dict.fromkeys(kept))}


def _band_asked(asked: Mapping[str, str]) -> list[dict[str, Any]]:
    product = row_number(asked.get("product"))
    return [] if product is None else [{"product": product}]


def _bands_of(promotion: Promotion) -> list[dict[str, Any]]:
    if not promotion.pk:
        return []
    names = ("product", "line", "brand", "unit", "from_quantity", "percent", "price")
    rows = PromotionBand.objects.filter(promotion=promotion).order_by("product", "line", "brand", "from_quantity")
    return [
        {
            name: without_zeros(value, least=2 if name == "price" else 0) if isinstance(value, Decimal) else value
            for name, value in row.items()
        }
        for row in rows.values(*names)
    ]


def _parties_of(promotion: Promotion) -> list[dict[str, Any]]:
    return [{"party": pk} for pk in promotion.parties.values_list("pk", flat=True)] if promotion.pk else []
