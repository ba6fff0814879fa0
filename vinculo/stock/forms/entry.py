"""Entering stock by keyboard: a head with the warehouse and the reason, and lines entered one after the other."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from vinculo.foundation.access import Actor
from vinculo.foundation.ui.days import DayField
from vinculo.kernel.text import storable
from vinculo.stock.forms import fields
from vinculo.stock.models import Posting
from vinculo.stock.queries.entry import EnteredLine, Unclear, product_meant
from vinculo.stock.rules import exact

MOST_LINES = 500
REASONS = {
    Posting.Kind.COUNT: ("Inventário", "Contagem cíclica", "Divergência apontada", "Avaria encontrada"),
    Posting.Kind.ISSUE: ("Perda", "Avaria", "Validade vencida", "Uso interno", "Amostra"),
    Posting.Kind.TRANSFER: ("Reposição", "Pedido do cliente", "Remanejamento"),
    Posting.Kind.RECEIPT: ("Compra", "Devolução de cliente", "Retorno de demonstração"),
}
DOCUMENT_ONLY = (Posting.Kind.RECEIPT, Posting.Kind.TRANSFER)


class EntryForm(forms.Form):
    """The head of a posting. The destination is asked of a transfer alone, the reason obliged of counts and issues."""

    def __init__(self, actor: Actor, kind: Posting.Kind, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["warehouse"] = fields.warehouse(
            actor, label="Do armazém" if kind == Posting.Kind.TRANSFER else "Armazém"
        )
        if kind == Posting.Kind.TRANSFER:
            self.fields["to_warehouse"] = fields.warehouse(actor, label="Para o armazém", anywhere=True)
        self.fields["reason"] = forms.CharField(
            label="Motivo",
            max_length=200,
            required=kind not in DOCUMENT_ONLY,
            widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"}),
        )
        self.fields["document"] = forms.CharField(label="Documento", max_length=60, required=False)
        self.fields["document"].widget.attrs["placeholder"] = "Nota fiscal, romaneio…"


class LineForm(forms.Form):
    """One line on its way into the grid: a code typed or read, a quantity, and of lots the number and dates."""

    entry_code = forms.CharField(
        label="Código do produto",
        max_length=200,
        error_messages={"required": "Digite ou leia o código do produto."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "Código ou GTIN"}),
    )
    entry_quantity = fields.quantity()
    entry_unit = fields.UnitField()
    entry_lot = forms.CharField(label="Lote", max_length=40, required=False)
    entry_made = DayField(label="Fabricação", required=False)
    entry_expires = DayField(label="Validade", required=False)

    def __init__(self, actor: Actor, kind: Posting.Kind, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.actor, self.kind = actor, kind
        if kind not in (Posting.Kind.RECEIPT, Posting.Kind.COUNT):
            del self.fields["entry_made"], self.fields["entry_expires"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("entry_code"):
            return cleaned
        try:
            cleaned["product"] = product_meant(self.actor, cleaned["entry_code"])
        except Unclear as unclear:
            self.add_error("entry_code", str(unclear))
            return cleaned
        product = cleaned["product"]
        try:
            cleaned["unit"] = fields.unit_for(self.actor, product, cleaned.get("entry_unit", ""))
        except forms.ValidationError as fault:
            self.add_error("entry_unit", fault)
        self._check_lot(cleaned, tracked=product.tracks_lots)
        self._check_quantity(cleaned)
        return cleaned

    def _check_lot(self, cleaned: dict[str, Any], *, tracked: bool) -> None:
        number = cleaned.get("entry_lot", "")
        if tracked and not number and self.kind in (Posting.Kind.RECEIPT, Posting.Kind.COUNT):
            self.add_error("entry_lot", "Este produto é controlado por lote: informe o lote.")
        if number and not tracked:
            self.add_error("entry_lot", "Este produto não é controlado por lote.")
        made, expires = cleaned.get("entry_made"), cleaned.get("entry_expires")
        if made and expires and expires < made:
            self.add_error("entry_expires", "A validade vem antes da fabricação.")
        if (made or expires) and not number:
            self.add_error("entry_lot", "Diga de que lote são as datas.")

    def _check_quantity(self, cleaned: dict[str, Any]) -> None:
        quantity, unit = cleaned.get("entry_quantity"), cleaned.get("unit")
        if quantity is None:
            return
        least = 0 if self.kind == Posting.Kind.COUNT else None
        if quantity < 0 or (quantity == 0 and least is None):
            self.add_error("entry_quantity", "A quantidade precisa ser maior que zero.")
        elif unit is not None and quantity != round(quantity, unit.decimals):
            self.add_error("entry_quantity", f"A unidade {unit.code} aceita {unit.decimals} casas decimais.")

    def line(self) -> EnteredLine:
        data = self.cleaned_data
        return EnteredLine(
            data["product"].pk,
            data["unit"].pk,
            data["entry_quantity"],
            data["entry_lot"].strip().upper(),
            data.get("entry_made"),
            data.get("entry_expires"),
        )


def write_line(line: EnteredLine) -> str:
    """A line as the grid carries it between requests."""
    dates = (day.isoformat() if day else "" for day in (line.manufactured_on, line.expires_on))
    return "|".join((str(line.product_id), str(line.unit_id), str(line.quantity), *dates, line.lot_number))


def read_lines(texts: Iterable[str]) -> list[EnteredLine]:
    """The lines a grid carries; what is not one is left out. At most 500."""
    lines = []
    for text in list(texts)[:MOST_LINES]:
        parts = text.split("|", 5)
        try:
            product, unit, quantity, made, expires, lot = parts
            much = exact(Decimal(quantity))
            lines.append(
                EnteredLine(int(product[:18]), int(unit[:18]), much, storable(lot)[:40], _day(made), _day(expires))
            )
        except (ValueError, InvalidOperation):
            continue
    return lines


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
