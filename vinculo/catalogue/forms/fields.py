"""Fields that hold a record found by a look-up, or a checked code."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse_lazy
from django.utils.functional import Promise

from vinculo.catalogue import nomenclature
from vinculo.foundation import clock
from vinculo.foundation.ui.widgets import Lookup
from vinculo.kernel.brazil import gtin
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.text import row_number


class RecordField(forms.Field):
    """A record of `rows` chosen in a look-up; the cleaned value is the record, or None."""

    def __init__(
        self, rows: QuerySet[Any], url: str | Promise, *, words: Callable[[Any], str] = str, **more: Any
    ) -> None:
        self.rows = rows
        super().__init__(widget=Lookup(url, label_for=lambda pk: self._label(pk, words)), **more)

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Model):
            return value
        found = self._row(value)
        if found is None:
            raise forms.ValidationError("Escolha uma das opções da consulta.")
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Model) else value

    def _row(self, value: Any) -> Model | None:
        found: Model | None = self.rows.filter(pk=row_number(value) or 0).first()
        return found

    def _label(self, value: Any, words: Callable[[Any], str]) -> str:
        found = self._row(value)
        return words(found) if found is not None else ""


class CheckedCode(forms.CharField):
    """A text that a parser turns into a code; the parser's refusal is the error."""

    def __init__(self, parse: Callable[[str], str], **more: Any) -> None:
        self.parse = parse
        super().__init__(**more)

    def clean(self, value: Any) -> str:
        try:
            return self.parse(super().clean(value))
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


def gtin_field(**more: Any) -> CheckedCode:
    return CheckedCode(
        gtin.parse,
        label="GTIN (código de barras)",
        required=False,
        max_length=20,
        help_text="8, 12, 13 ou 14 dígitos, ou SEM GTIN.",
        **more,
    )


def ncm_field() -> CheckedCode:
    widget = Lookup(reverse_lazy("catalogue:ncm"), label_for=_masked(nomenclature.ncm_mask), is_free=True)
    return CheckedCode(
        lambda text: nomenclature.parse_ncm(text, on=clock.today()),
        label="NCM",
        required=False,
        max_length=20,
        widget=widget,
        help_text="Digite o código ou palavras da descrição.",
    )


def cest_field() -> CheckedCode:
    widget = Lookup(reverse_lazy("catalogue:cest"), label_for=_masked(nomenclature.cest_mask), is_free=True)
    return CheckedCode(
        nomenclature.parse_cest,
        label="CEST",
        required=False,
        max_length=20,
        widget=widget,
        help_text="Só para mercadorias listadas no Convênio ICMS 142/2018.",
    )


def _masked(mask: Callable[[str], str]) -> Callable[[Any], str]:
    """The code with its mask; what is no code, as it was typed."""
    return lambda code: mask(str(code)) if str(code).isdigit() else str(code)
