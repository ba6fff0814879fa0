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
from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.widgets import Lookup
from vinculo.kernel.text import fold
from vinculo.matrices.cells import CellFault, read_date, read_number
from vinculo.matrices.codes import codes_meant
from vinculo.matrices.replays import Case
from vinculo.matrices.subjects import subject_of
from vinculo.matrices.wanting import PREFIX


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

    on = DayField(label="Data")

    def __init__(self, actor: Actor, kind: Kind, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self._actor, self._kind = actor, kind
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
                parts = [part.strip() for part in text.split(";")]
                codes = codes_meant(self._actor, key.subject, parts)
                facts[key.name] = codes[parts[0]] if len(parts) == 1 else tuple(codes[part] for part in parts)
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


class PastedForm(forms.Form):
    """Cases given by hand: lines pasted from a spreadsheet, the first with the names of the keys and "Data"."""

    pasted = forms.CharField(
        label="Casos copiados da planilha",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "placeholder": "UF de destino\tPeso\nRJ\t8,5"}),
        help_text="Na primeira linha os nomes das chaves (e Data, se quiser); um caso em cada linha seguinte.",
        error_messages={"required": "Cole os casos."},
    )

    def cases(self, actor: Actor, kind: Kind, today: date) -> list[Case]:
        """The cases of the lines that could be read; what could not is told beside the field."""
        lines = [line.split("\t") for line in self.cleaned_data["pasted"].splitlines() if line.strip()]
        if not lines:
            self.add_error("pasted", "Cole os casos.")
            return []
        known = {fold(key.label): key for key in kind.keys} | {fold(key.name): key for key in kind.keys}
        headings = [fold(cell) for cell in lines[0]]
        if not any(heading in known for heading in headings):
            self.add_error("pasted", f"A primeira linha deve ter nomes de chaves, como {kind.keys[0].label}.")
            return []
        names = [known[heading].name if heading in known else heading for heading in headings]
        rows = [dict(zip(names, map(str.strip, cells), strict=False)) for cells in lines[1:]]
        meant = {
            key.name: codes_meant(actor, key.subject, (row[key.name] for row in rows if row.get(key.name)))
            for key in kind.keys
            if not key.is_band
        }
        cases = []
        for number, row in enumerate(rows, start=1):
            try:
                facts: dict[str, Fact] = {
                    key.name: read_number(row[key.name], 10) if key.is_band else meant[key.name][row[key.name]]
                    for key in kind.keys
                    if row.get(key.name)
                }
                cases.append(Case(f"Caso {number}", facts, read_date(row["data"]) if row.get("data") else today))
            except CellFault as fault:
                self.add_error("pasted", f"Caso {number}: {fault}")
        return cases


class PublishForm(forms.Form):
    """From when a version decides, and why."""

    valid_from = DayField(
        label="Em vigor a partir de",
        required=False,
        help_text="Em branco, vale desde sempre. Uma data passada muda também o que for recalculado daquela data.",
    )
    reason = forms.CharField(
        label="Motivo",
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "O que muda e por quê"}),
        error_messages={"required": "Diga o motivo: fica no histórico da matriz."},
    )
    accept_ties = forms.BooleanField(label="Publicar mesmo com empates", required=False)
    last_edit = forms.IntegerField(required=False, widget=forms.HiddenInput())


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
