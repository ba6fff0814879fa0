"""What is asked before labels and price lists are printed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vinculo.catalogue import queries
from vinculo.catalogue.forms.fields import RecordField
from vinculo.catalogue.models import Line
from vinculo.catalogue.printing import Wanted
from vinculo.customers.queries import readable_parties
from vinculo.foundation.access import Actor
from vinculo.foundation.papers.labels import LAYOUTS, Layout
from vinculo.foundation.ui.widgets import Switch

_MOST_LABELS = 2_000


class LabelsForm(forms.Form):
    """`cleaned_data["wanted"]` are the products and how many labels of each."""

    codes = forms.CharField(
        label="Produtos",
        widget=forms.Textarea({"rows": 6, "placeholder": "FO-1001 3\nPF-1020"}),
        help_text="Um código por linha; depois dele, quantas etiquetas.",
    )
    layout = forms.ChoiceField(label="Folha", choices=[(key, layout.title) for key, layout in LAYOUTS.items()])
    skip = forms.IntegerField(
        label="Começar depois de",
        min_value=0,
        max_value=29,
        initial=0,
        help_text="Etiquetas já usadas da primeira folha.",
    )
    with_price = forms.BooleanField(label="Com preço", required=False, widget=Switch)

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None, *, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.actor = actor

    def clean_codes(self) -> list[Wanted]:
        asked: dict[str, int] = {}
        for line in self.cleaned_data["codes"].splitlines():
            code, _, copies = line.strip().rpartition(" ")
            if not (copies.isascii() and copies.isdigit() and code):
                code, copies = line.strip(), "1"
            if code:
                asked[code.strip()] = asked.get(code.strip(), 0) + int(copies[:6])
        found = {
            each.code: each for each in queries.products(self.actor).filter(code__in=asked).select_related("brand")
        }
        unknown = [code for code in asked if code not in found]
        if unknown:
            raise forms.ValidationError(f"Não há produto com o código {', '.join(unknown[:5])}.")
        if not 0 < sum(asked.values()) <= _MOST_LABELS:
            raise forms.ValidationError(f"Peça de 1 a {_MOST_LABELS} etiquetas por vez.")
        return [Wanted(found[code], copies) for code, copies in asked.items()]

    def chosen_layout(self) -> Layout:
        return LAYOUTS[self.cleaned_data["layout"]]


class PriceListForm(forms.Form):
    lines = forms.ModelMultipleChoiceField(
        Line.objects.none(),
        label="Linhas",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nenhuma marcada: todas.",
    )

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.fields["party"] = RecordField(
            readable_parties(actor),
            reverse_lazy("customers:parties"),
            label="Cliente",
            required=False,
            words=lambda party: party.name,
            help_text="Vazio: os preços gerais.",
        )
        field = self.fields["lines"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Line.objects.filter(company_id=actor.company_id, is_active=True).order_by("name")
        self.order_fields(["party", "lines"])
