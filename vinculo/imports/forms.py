from collections import Counter
from typing import Any

from django import forms

from vinculo.foundation.reading import DEFAULT_LIMITS
from vinculo.foundation.reading.limits import MEGABYTE
from vinculo.imports.importer import Importer, Option
from vinculo.imports.mapping import loaded
from vinculo.imports.models import Run


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Planilha",
        help_text=f"XLSX ou CSV, até {DEFAULT_LIMITS.file_bytes // MEGABYTE} MB, com os nomes das colunas na 1ª linha.",
        error_messages={"required": "Escolha a planilha.", "empty": "O arquivo está vazio."},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


def _option_field(option: Option, initial: str) -> forms.Field:
    if option.choices:
        return forms.ChoiceField(
            label=option.label, choices=option.choices, help_text=option.help, initial=initial, required=False
        )
    return forms.CharField(label=option.label, help_text=option.help, initial=initial, required=False, max_length=100)


class ColumnsForm(forms.Form):
    """One choice per column of the file. `cleaned_data["mapping"]` is column position to field key."""

    origin = forms.CharField(
        label="Origem dos códigos externos",
        max_length=40,
        required=False,
        help_text="O sistema de onde vieram os códigos (DMS, ERP…), quando a planilha não tem essa coluna.",
    )

    def __init__(self, run: Run, importer: Importer, data: Any = None) -> None:
        super().__init__(data, initial={"origin": run.origin})
        self._importer = importer
        if not importer.has_origin:
            del self.fields["origin"]
        self._width = len(run.headers)
        for option in importer.options:
            self.fields[f"option_{option.key}"] = _option_field(option, run.options.get(option.key, option.default))
        current = loaded(run.mapping)
        groups: dict[str, list[tuple[str, str]]] = {}
        for field in importer.fields:
            groups.setdefault(field.group, []).append((field.key, field.label))
        choices = [("", "Não importar"), *groups.items()]
        for position, header in enumerate(run.headers):
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=header,
                choices=choices,
                required=False,
                initial=current.get(position, ""),
                widget=forms.Select(attrs={"aria-label": f"Coluna {header}", "class": "select"}),
            )

    def option_fields(self) -> list[forms.BoundField]:
        return [self[f"option_{option.key}"] for option in self._importer.options]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        mapping = {
            position: cleaned[f"column_{position}"]
            for position in range(self._width)
            if cleaned.get(f"column_{position}")
        }
        for key, times in Counter(mapping.values()).items():
            if times > 1:
                positions = [position for position, chosen in mapping.items() if chosen == key]
                self.add_error(
                    f"column_{positions[-1]}", f"“{self._importer.label(key)}” já foi escolhido em outra coluna."
                )
        for fault in self._importer.mapping_faults(mapping, cleaned.get("origin", "")):
            self.add_error(None, fault)
        options = {each.key: cleaned.get(f"option_{each.key}", "") for each in self._importer.options}
        if self._importer.option_faults is not None:
            for fault in self._importer.option_faults(mapping, options):
                self.add_error(None, fault)
        cleaned["mapping"] = mapping
        cleaned["options"] = options
        return cleaned
