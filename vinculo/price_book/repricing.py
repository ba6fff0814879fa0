"""Changing the prices of the selected products, offered by the list of products."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from vinculo.catalogue.models import Product
from vinculo.foundation import clock, undo
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import BulkAction, BulkResult, Foreseen
from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.widgets import Switch
from vinculo.kernel.figures import decimal_number, percentage, plain_number, unit_price_in_reais
from vinculo.price_book.actions.repricing import Repricing, foresee, reprice, sum_up, undo_repricing
from vinculo.price_book.models import PriceTable
from vinculo.price_book.permissions import Permission

REPRICING = "price_book.repricing"


class RepricingForm(forms.Form):
    """`percent` is in percentage points: 3 raises by 3 %, -5 lowers by 5 %."""

    percent = forms.DecimalField(
        label="Reajuste (%)",
        localize=True,
        max_digits=6,
        decimal_places=3,
        min_value=Decimal("-90"),
        max_value=Decimal(500),
        widget=forms.TextInput({"inputmode": "decimal", "placeholder": "3,0"}),
        help_text="Negativo para baixar. O preço é arredondado às casas da tabela.",
    )
    starts = DayField(label="Vale desde", help_text="Os preços de antes ficam na história.")
    table = forms.ModelChoiceField(PriceTable.objects.none(), label="Tabela", required=False, empty_label="Todas")
    with_customers = forms.BooleanField(label="Também os preços de clientes", required=False, widget=Switch)

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None) -> None:
        super().__init__(data, initial={"starts": clock.today()})
        field = self.fields["table"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = PriceTable.objects.filter(company_id=actor.company_id, is_active=True).order_by("code")

    def clean_percent(self) -> Decimal:
        percent: Decimal = self.cleaned_data["percent"]
        if not percent:
            raise forms.ValidationError("Zero não muda nada.")
        return percent


def _repricing(values: Mapping[str, Any]) -> Repricing:
    """What a valid `RepricingForm` says."""
    table: PriceTable | None = values["table"]
    return Repricing(values["percent"], values["starts"], table.pk if table else None, values["with_customers"])


def _foresee(actor: Actor, products: Sequence[Product], values: Mapping[str, Any]) -> list[Foreseen]:
    return [
        Foreseen(
            " · ".join(
                [each.product, each.table, *([each.party] if each.party else [])]
                + ([f"de {plain_number(each.from_quantity)} {each.unit}"] if each.from_quantity else [])
            ),
            unit_price_in_reais(each.before),
            unit_price_in_reais(each.after),
        )
        for each in foresee(actor, [product.pk for product in products], _repricing(values))
    ]


def _sum_up(actor: Actor, products: QuerySet[Product], values: Mapping[str, Any]) -> list[str]:
    ids = list(products.values_list("pk", flat=True))
    rise = sum_up(actor, ids, _repricing(values))
    if not rise.prices or rise.lowest is None or rise.highest is None:
        return ["Nenhum destes produtos tem preço em vigor nesse dia."]
    assert rise.lowest_after is not None
    assert rise.highest_after is not None
    assert rise.sum_before
    assert rise.sum_after is not None
    price = unit_price_in_reais
    mean = 100 * (rise.sum_after / rise.sum_before - 1)
    without = len(ids) - rise.products
    sentences = [
        f"Preços que mudam: {decimal_number(rise.prices - rise.unmoved)}. Produtos: {decimal_number(rise.products)}.",
        f"O menor vai de {price(rise.lowest)} a {price(rise.lowest_after)}, o maior de {price(rise.highest)} a "
        f"{price(rise.highest_after)}; na média, com o arredondamento, {_signed(mean)}.",
    ]
    if rise.unmoved:
        moves = "não muda" if rise.unmoved == 1 else "não mudam"
        sentences.append(f"{decimal_number(rise.unmoved)} {moves}: o arredondamento devolve o mesmo preço.")
    if without:
        one = "produto sem preço nesse dia fica como está"
        left = one if without == 1 else "produtos sem preço nesse dia ficam como estão"
        sentences.append(f"{decimal_number(without)} {left}.")
    return sentences


def _signed(points: Decimal) -> str:
    """`+3,02%`, to two decimals."""
    rounded = round(points, 2)
    return f"{'+' if rounded > 0 else ''}{percentage(rounded)}"


def _run(actor: Actor, products: Sequence[Product], values: Mapping[str, Any]) -> BulkResult:
    written, key = reprice(actor, [product.pk for product in products], _repricing(values))
    if not written:
        return BulkResult(changed=0, refused=["Nenhum destes produtos tem preço em vigor nesse dia."])
    return BulkResult(changed=len(products), undo=(REPRICING, {"keys": [key]}))


@undo.handler(REPRICING)
def give_back(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001  (the handler's signature)
    """`keys`: the repricings to take back."""
    if not undo_repricing(actor, payload["keys"]):
        raise undo.UndoRefused("Esses preços já foram alterados de novo: não há o que desfazer.")


ACTION = BulkAction(
    key="reprice",
    label="Reajustar preços",
    icon="percentage",
    permission=Permission.MANAGE,
    run=_run,
    question="Reajustar os preços de {count}?",
    form=RepricingForm,
    foresee=_foresee,
    sum_up=_sum_up,
)
