"""The form of the splits of a commission."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from vinculo.books.entry_forms import CodedForm
from vinculo.engines.pricing import BadSplit
from vinculo.kernel.exact import HUNDRED
from vinculo.kernel.figures import percentage
from vinculo.price_book.models import CommissionSplit

MOST = 6


class CommissionSplitForm(CodedForm):
    parts = forms.CharField(
        label="Participações",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nome e percentual, separados por ponto e vírgula: Vendedor 70; Supervisor 20; Gerente 10.",
    )

    class Meta:
        model = CommissionSplit
        fields = ("code", "name", "valid_from", "valid_until", "is_active")

    field_order = ("code", "name", "parts")

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "parts":
            return split_words(self.instance.names or (), self.instance.shares or ())
        return super().get_initial_for_field(field, field_name)

    def clean_parts(self) -> list[tuple[str, Decimal]]:
        found = []
        for text in self.cleaned_data["parts"].replace("\n", ";").split(";"):
            if not text.strip():
                continue
            name, _, share = text.strip().removesuffix("%").strip().rpartition(" ")
            try:
                points = Decimal(share.replace(",", "."))
            except InvalidOperation:
                points = Decimal(0)
            if not name.strip() or not points.is_finite() or not 0 < points <= HUNDRED or points != round(points, 4):
                raise forms.ValidationError(f"“{text.strip()[:60]}”: escreva o nome e o percentual, como Vendedor 70.")
            found.append((" ".join(name.split())[:60], points))
        if len(found) > MOST:
            raise forms.ValidationError(f"Divida entre {MOST} participantes, no máximo.")
        if sum((points for _, points in found), Decimal(0)) != HUNDRED:
            raise forms.ValidationError(BadSplit.sentence)
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        parts = found.pop("parts")
        return found | {"names": [name for name, _ in parts], "shares": [points for _, points in parts]}


def split_words(names: Sequence[str], shares: Sequence[Decimal]) -> str:
    """`Vendedor 70%; Supervisor 30%`."""
    return "; ".join(f"{name} {percentage(share)}" for name, share in zip(names, shares, strict=True))
