"""A spreadsheet of a table: the rows written out by the names of their fields, and read back through the same form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from vinculo.books.entry_forms import EntryForm
from vinculo.books.registry import Book
from vinculo.foundation.access import Actor
from vinculo.foundation.lists.spreadsheets import XlsxWriter
from vinculo.foundation.reading import Table, UnusableFile
from vinculo.kernel.text import fold

MOST_ROWS: Final = 2_000
_SHOWN: Final = 40  # characters of a faulty cell
# Spreadsheets keep 15 digits; those beyond are noise of the binary form (8,7 comes as 8.699999999999999).
SPREADSHEET: Final = Context(prec=15, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])
NEW, CHANGED, SAME, REFUSED = "nova", "alterada", "igual", "recusada"
# What the lists of every table call these fields.
_LISTED: Final = {"Código": "code", "Nome": "name", "Situação": "is_active"}
_ANY: Final = frozenset({"todos", "todas"})
_YES: Final = frozenset({"sim", "s", "x", "1", "verdadeiro", "true"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the file: what it is (`fate`), what is wrong with it, and the form that would write it. `changes` are,
    of a row that changes, the label, what it has now and what the file says."""

    number: int
    fate: str
    title: str
    faults: tuple[str, ...]
    entry: Model
    form: EntryForm
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file criticised: its rows, and the headings of the columns that are no field of the table."""

    rows: list[SheetRow]
    unread: tuple[str, ...]


def write_sheet(actor: Actor, book: Book, path: Path, *, today: date) -> int:
    """Write every row of the table as the import reads it; how many there were."""
    form = book.form(actor, book.model(), today=today)
    names = list(form.fields)
    rows = book.model._default_manager.filter(company_id=actor.company_id).order_by(*(book.sheet_key or ("pk",)))
    count = 0
    with XlsxWriter(path, book.title[:31], [str(form.fields[name].label) for name in names]) as sheet:
        for entry in rows:
            filled = book.form(actor, entry)
            sheet.write([_cell(filled, name) for name in names])
            count += 1
    return count


def read_sheet(actor: Actor, book: Book, table: Table, *, today: date) -> Sheet:
    """Every row of the file, criticised through the form of the table. Nothing is written.

    Raises `UnusableFile` for a file without the columns that tell rows apart, or too long.
    """
    fields = book.form(actor, book.model(), today=today).fields
    places = _columns(table.headers, fields, {**_LISTED, **book.listed})
    missing = [str(fields[name].label) for name in book.sheet_key if name not in places]
    if missing:
        raise UnusableFile(f"Falta a coluna “{missing[0]}”. Baixe a planilha da tabela e use os nomes dela.")
    related = [name for name in book.sheet_key if isinstance(fields[name], forms.ModelChoiceField)]
    rows = book.model._default_manager.filter(company_id=actor.company_id).select_related(*related)
    known = {_key(fields, {name: getattr(entry, name) for name in book.sheet_key}): entry for entry in rows}
    found: list[SheetRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in table.rows():
        if len(found) == MOST_ROWS:
            raise UnusableFile(f"A planilha passa de {MOST_ROWS} linhas; divida-a.")
        texts = {name: row.values[at].strip() if at < len(row.values) else "" for name, at in places.items()}
        key = _key(fields, {name: texts[name] for name in book.sheet_key})
        found.append(_read(actor, book, row.number, texts, known.get(key), seen.get(key), today))
        seen.setdefault(key, row.number)
    unread = (heading for at, heading in enumerate(table.headers) if heading.strip() and at not in places.values())
    return Sheet(found, tuple(unread))


def _read(
    actor: Actor,
    book: Book,
    number: int,
    texts: Mapping[str, str],
    entry: Model | None,
    repeated: int | None,
    today: date,
) -> SheetRow:
    target: Any = entry if entry is not None else book.model()
    blank = book.form(actor, target, today=today)
    data = _present(blank) | {name: _typed(blank.fields[name], text) for name, text in texts.items()}
    form = book.form(actor, target, data)
    title = " · ".join(texts[name] for name in book.sheet_key)
    faults = [
        _told(str(form.fields[name].label), sentence, texts.get(name, ""), error) if name in form.fields else sentence
        for name, errors in form.errors.as_data().items()
        for error in errors
        for sentence in error.messages
    ]
    if repeated is not None:
        faults.append(f"Repete a linha {repeated} da planilha.")
    if faults:
        return SheetRow(number, REFUSED, title, tuple(faults), target, form)
    if entry is None:
        return SheetRow(number, NEW, title, (), target, form)
    changed = list(_changed(form, target))
    changes = tuple(
        (str(form.fields[name].label), _words(blank, name), texts[name]) for name in changed if name in texts
    )
    return SheetRow(number, CHANGED if changed else SAME, title, (), target, form, changes)


def _told(label: str, sentence: str, text: str, error: ValidationError) -> str:
    """What is wrong with a cell, and what it says."""
    if not text:
        return f"{label}: {sentence}"
    words = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    if error.code == "invalid_choice":
        return f"{label}: “{words}” não está na lista."
    return f"{label} “{words}”: {sentence}"


def _columns(headers: list[str], fields: Mapping[str, forms.Field], listed: Mapping[str, str]) -> dict[str, int]:
    """Where each field is in the file, by its label, its name or what the list calls it, whatever accents and case."""
    places = {fold(header): place for place, header in reversed(list(enumerate(headers)))}
    names = {name: [fold(str(field.label)), fold(name)] for name, field in fields.items()}
    for words, name in listed.items():
        if name in names:
            names[name].append(fold(words))
    return {name: places[key] for name, keys in names.items() for key in reversed(keys) if key in places}


def _key(fields: Mapping[str, forms.Field], values: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells rows apart, the same for a row of the table and for the cells that name it."""
    return tuple(_key_text(fields[name], value) for name, value in values.items())


def _key_text(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        value = "Sim" if value else "Não"
    elif isinstance(value, Model):
        value = _handle(value)
    typed = str(_typed(field, value))
    if isinstance(field, forms.DecimalField) and typed:
        whole, _, decimals = typed.partition(",")
        typed = f"{whole},{decimals}".rstrip("0").rstrip(",")
    return "".join(typed.split()).upper()


def _present(form: EntryForm) -> dict[str, Any]:
    """What the row has now, as the form would send it: columns the file does not have stay as they are."""
    if form.instance.pk is None:
        return {
            name: value if not isinstance(value, date) else f"{value:%d/%m/%Y}"
            for name in form.fields
            if (value := form.get_initial_for_field(form.fields[name], name)) not in (None, "")
        }
    return {name: _typed(form.fields[name], _cell(form, name)) for name in form.fields}


def _cell(form: EntryForm, name: str) -> str | Decimal | int | date | None:
    """The value of a field as a spreadsheet shows it: records by code or name, choices by their words."""
    field, value = form.fields[name], form.get_initial_for_field(form.fields[name], name)
    match field:
        case forms.BooleanField():
            return "Sim" if value else "Não"
        case forms.ModelMultipleChoiceField():
            return ", ".join(_handle(each) for each in value or ())
        case forms.ModelChoiceField():
            record = field.queryset.filter(pk=value).first() if value and field.queryset is not None else None
            return _handle(record) if record else ""
        case forms.MultipleChoiceField():
            return ", ".join(map(str, value or ()))
        case forms.ChoiceField():
            return str(dict(field.choices).get(value, value or ""))  # type: ignore[arg-type]  # choices of plain pairs
        case _:
            return value if isinstance(value, Decimal | int | date) else str(value or "")


def _handle(record: Any) -> str:
    """How people name a record in a cell: its code when it has one."""
    return str(getattr(record, "code", "") or record)


def _typed(field: forms.Field, value: Any) -> Any:
    """A cell as the form takes it."""
    text = "" if value is None else str(value).strip()
    match field:
        case forms.BooleanField():
            return "on" if fold(text) in _YES else ""
        case forms.ModelMultipleChoiceField():
            return [_record(field, part.strip()) for part in text.replace(";", ",").split(",") if part.strip()]
        case forms.ModelChoiceField():
            means_none = not text or (bool(field.empty_label) and fold(text) == fold(str(field.empty_label)))
            return "" if means_none else _record(field, text)
        case forms.MultipleChoiceField():
            parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
            means_none = not field.required and fold(text) in _ANY
            return [] if means_none else [_choice(field, part) for part in parts]
        case forms.ChoiceField():
            return _choice(field, text)
        case forms.DecimalField() | forms.IntegerField():
            return _number(value, text)
        case forms.DateField():
            return f"{value:%d/%m/%Y}" if isinstance(value, date) else _day(text)
        case _:
            return text


def _record(field: forms.ModelChoiceField[Any], text: str) -> Any:
    """The id of the record that a cell names; the text itself, which the form refuses, for one that is not there."""
    wanted = fold(text)
    for record in field.queryset if field.queryset is not None else ():
        if wanted in (fold(_handle(record)), fold(str(record)), fold(str(getattr(record, "name", "")))):
            return record.pk
    return text


def _choice(field: forms.ChoiceField, text: str) -> str:
    wanted = fold(text)
    for value, label in _pairs(field):
        if wanted in (fold(str(value)), fold(str(label)), fold(str(label).split(":")[0])):
            return str(value)
    return text


def _pairs(field: forms.ChoiceField) -> Iterator[tuple[Any, Any]]:
    yield from field.choices  # type: ignore[misc]  # choices of plain pairs


def _number(value: Any, text: str) -> str:
    """Decimals as Brazilians type them: a lone point in a cell is a decimal point, as spreadsheets keep numbers."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    plain = text.replace(",", ".") if "." not in text else text
    if plain.count(".") != 1 or "," in plain:
        return text
    try:
        return f"{SPREADSHEET.create_decimal(plain).normalize():f}".replace(".", ",")
    except InvalidOperation:
        return text


def _day(text: str) -> str:
    """ISO days, as spreadsheets give them, in the order people type."""
    parts = text[:10].split("-")
    return f"{parts[2]}/{parts[1]}/{parts[0]}" if len(parts) == 3 and len(parts[0]) == 4 else text


def _changed(form: EntryForm, entry: Model) -> Iterator[str]:
    """What of the row would not stay as it is, by field of the model."""
    for name, value in form.values().items():
        if getattr(entry, name) != value:
            yield name
    for name, records in form.links().items():
        if {record.pk for record in records} != set(getattr(entry, name).values_list("pk", flat=True)):
            yield name


def _words(form: EntryForm, name: str) -> str:
    """What a row has now, as a spreadsheet shows it."""
    value = _cell(form, name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value or "")
