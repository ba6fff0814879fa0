"""What is typed on the pages of matrices; nothing here saves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from vinculo.engines.decision import Fact, Key, Kind
from vinculo.engines.decision.bands import scaled
from vinculo.foundation.access import Actor
from vinculo.foundation.reading import DEFAULT_LIMITS
from vinculo.foundation.reading.limits import MEGABYTE
from vinculo.foundation.ui.widgets import DateInput, Lookup
from vinculo.matrices.cells import CellFault, read_number
from vinculo.matrices.subjects import subject_of

PREFIX = "c-"


class FilterForm(forms.Form):
    """One field for each key, to filter the grid by; a look-up offers "em branco" too."""

    def __init__(self, actor: Actor, kind: Kind, initial: Mapping[str, str]) -> None:
        super().__init__(initial={PREFIX + name: text for name, text in initial.items()})
        for key in kind.keys:
            self.fields[PREFIX + key.name] = forms.CharField(
                label=key.label, required=False, widget=_widget(actor, kind, key, query="?vazio=1")
            )
        for result in kind.results:
            self.fields[PREFIX + result.name] = forms.CharField(label=result.label, required=False)


class FactsForm(forms.Form):
    """A sale as a matrix sees it: one field for each key, and the day. Nothing is obligatory but the day."""

    on = forms.DateField(label="Data", widget=DateInput())

    def __init__(self, actor: Actor, kind: Kind, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self._kind = kind
        for key in kind.keys:
            self.fields[PREFIX + key.name] = forms.CharField(
                label=key.label, required=False, max_length=200, widget=_widget(actor, kind, key)
            )
        self.order_fields([*(PREFIX + key.name for key in kind.keys), "on"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        facts: dict[str, Fact] = {}
        for key in self._kind.keys:
            text = (cleaned.get(PREFIX + key.name) or "").strip()
            if not text:
                continue
            if key.decimals is None:
                facts[key.name] = tuple(part.strip() for part in text.split(";")) if ";" in text else text
                continue
            try:
                figure = read_number(text, 10)
                scaled(figure, key.decimals)
                facts[key.name] = figure
            except CellFault as fault:
                self.add_error(PREFIX + key.name, str(fault))
        cleaned["facts"] = facts
        return cleaned


def facts_query(facts: dict[str, Fact]) -> dict[str, str]:
    """The facts as an address writes them."""
    written = {}
    for name, fact in facts.items():
        if isinstance(fact, str):
            written[PREFIX + name] = fact
        elif isinstance(fact, tuple | list | set | frozenset):
            written[PREFIX + name] = ";".join(sorted(fact))
        elif fact is not None:
            written[PREFIX + name] = str(fact).replace(".", ",")
    return written


def _widget(actor: Actor, kind: Kind, key: Key, *, query: str = "") -> forms.Widget:
    subject = subject_of(key.subject) if key.subject else None
    if subject is None:
        return forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal" if key.is_band else "text"})

    def label(code: object) -> str:
        known = subject.names(actor, [str(code)])
        return known.get(str(code), str(code))

    return Lookup(reverse("matrices:find_code", args=[kind.code, key.name]) + query, label)


class PublishForm(forms.Form):
    """From when a version decides, and why."""

    valid_from = forms.DateField(
        label="Em vigor a partir de",
        required=False,
        widget=DateInput(),
        help_text="Em branco, vale desde sempre. Uma data passada muda também o que for recalculado daquela data.",
    )
    reason = forms.CharField(
        label="Motivo",
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "O que muda e por quê"}),
        error_messages={"required": "Diga o motivo: fica no histórico da matriz."},
    )
    accept_ties = forms.BooleanField(label="Publicar mesmo com empates", required=False)


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Planilha",
        help_text=f"XLSX ou CSV, até {DEFAULT_LIMITS.file_bytes // MEGABYTE} MB. Exporte a matriz para ter o modelo.",
        error_messages={"required": "Escolha a planilha.", "empty": "O arquivo está vazio."},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    mode = forms.ChoiceField(
        label="O que fazer com as linhas que não estão na planilha",
        choices=(("keep", "Manter"), ("replace", "Excluir: a planilha é a matriz inteira")),
        initial="keep",
        widget=forms.RadioSelect(),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > DEFAULT_LIMITS.file_bytes:
            raise forms.ValidationError(f"O arquivo passa de {DEFAULT_LIMITS.file_bytes // MEGABYTE} MB; divida-o.")
        return file
