"""Turns recorded columns into words: field names, choices, references and dates as people read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change
from vinculo.foundation.audit.records import private_column, table_label, words_of
from vinculo.kernel.figures import plain_number

NOTHING = "—"
FORGOTTEN = "valor apagado"
_LONGEST_VALUE = 300
_TECHNICAL = frozenset({"id", "company_id", "version", "updated_at", "changed_at", "changed_by_id"})
# Names for fields that many tables share and that carry no verbose name of their own.
_SHARED_LABELS = {
    "company": "Empresa",
    "establishment": "Estabelecimento",
    "team": "Equipe",
    "owner": "Responsável",
    "user": "Usuário",
    "created_by": "Criado por",
    "created_at": "Criado em",
    "recorded_at": "Registrado em",
    "is_active": "Ativo",
    "party": "Cliente",
    "case": "Atendimento",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, in words. `before` is empty for a row that was inserted, `after` for one deleted."""

    label: str
    before: str
    after: str


@lru_cache(maxsize=1)
def _models_by_table() -> Mapping[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models()}


@lru_cache(maxsize=256)
def _columns(table: str) -> "Mapping[str, models.Field[Any, Any]]":
    model = _models_by_table().get(table)
    if model is None:
        return {}
    return {field.column: field for field in model._meta.concrete_fields if field.column}


def name_of_table(table: str) -> str:
    """What a row of the table is called: `Telefone`, `Vínculo de usuário`."""
    model = _models_by_table().get(table)
    if known := table_label(table):
        return known
    return _capitalised(str(model._meta.verbose_name)) if model else table


class Wording:
    """Words for a batch of changes. References are read once per table referred to, however many changes there are."""

    def __init__(self, actor: Actor, changes: Iterable[Change]) -> None:
        self.actor = actor
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        for change in changes:
            for column, value in _values(change):
                field = _columns(change.table_name).get(column)
                if isinstance(field, models.ForeignKey) and value is not None:
                    wanted[field.related_model].add(value)
        self.references = {
            model: {str(pk): str(row) for pk, row in model._default_manager.in_bulk(list(keys)).items()}
            for model, keys in wanted.items()
        }

    def fields(self, change: Change) -> list[FieldChange]:
        """The fields of one change, in the order the table declares them; technical columns are left out."""
        table = change.table_name
        before, after = change.before or {}, change.after or {}
        known = _columns(table)
        order = [column for column in known if column in before or column in after]
        order += [column for column in {**before, **after} if column not in known]
        described = [
            self._field(table, column, before, after)
            for column in order
            if column not in _TECHNICAL and not self._points_to_root(change, column)
        ]
        if change.operation == Change.Operation.UPDATE:
            return [_forgotten(field) if {field.before, field.after} == {NOTHING} else field for field in described]
        return [field for field in described if NOTHING not in (field.before, field.after)]

    def row(self, table: str, was: Mapping[str, Any], now: Mapping[str, Any], root_column: str) -> list[FieldChange]:
        """Every field of a row at two moments, in the order the table declares them; empty at both is left out."""
        described = [
            FieldChange(
                label=column_label(table, column),
                before=self._words(table, column, was.get(column)) if was else "",
                after=self._words(table, column, now.get(column)) if now else "",
            )
            for column in _columns(table)
            if (column in was or column in now) and column not in _TECHNICAL and column != root_column
        ]
        return [field for field in described if {field.before, field.after} - {NOTHING, ""}]

    def _field(self, table: str, column: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> FieldChange:
        """Of a list that changed, only what left it and what entered it."""
        was, now = before.get(column), after.get(column)
        if isinstance(was, list) and isinstance(now, list):
            was, now = [item for item in was if item not in now], [item for item in now if item not in was]
        return FieldChange(
            label=column_label(table, column),
            before=self._words(table, column, was) if column in before else "",
            after=self._words(table, column, now) if column in after else "",
        )

    def _points_to_root(self, change: Change, column: str) -> bool:
        field = _columns(change.table_name).get(column)
        if not isinstance(field, models.ForeignKey):
            return False
        root = field.related_model._meta.label_lower
        return root == change.root_type and (change.after or change.before or {}).get(column) == change.root_id

    def _words(self, table: str, column: str, value: Any) -> str:
        if value is None or value in ("", []):
            return NOTHING
        private = private_column(table, column)
        if private and not self.actor.may(private.permission):
            return private.mask(str(value))
        field = _columns(table).get(column)
        if isinstance(field, models.ForeignKey):
            return self.references[field.related_model].get(str(value), f"nº {value} (não existe mais)")
        if isinstance(value, bool):
            return "Sim" if value else "Não"
        words = words_of(table, column) or str
        if isinstance(value, list):
            return ", ".join(words(str(item)) for item in value)
        if words is not str:
            return words(str(value))
        return _typed_words(field, value)[:_LONGEST_VALUE]


def _forgotten(field: FieldChange) -> FieldChange:
    """A field that changed from nothing to nothing held values that a person asked us to forget."""
    return FieldChange(field.label, FORGOTTEN, FORGOTTEN)


def _typed_words(field: "models.Field[Any, Any] | None", value: Any) -> str:
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    match field:
        case models.DateTimeField():
            return f"{timezone.localtime(datetime.fromisoformat(value)):%d/%m/%Y %H:%M}"
        case models.DateField():
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        case models.TimeField():
            return f"{time.fromisoformat(value):%H:%M}"
        case models.DecimalField():
            return plain_number(Decimal(str(value)), least=2 if field.decimal_places == 2 else 0)
        case _:
            return str(value)


def column_label(table: str, column: str) -> str:
    """What a column of a table is called: `Nome fantasia`."""
    field = _columns(table).get(column)
    if field is None:
        return column
    name = str(field.verbose_name)
    if name == field.name.replace("_", " "):
        name = _SHARED_LABELS.get(field.name, name)
    return _capitalised(name)


def _values(change: Change) -> Iterable[tuple[str, Any]]:
    yield from (change.before or {}).items()
    yield from (change.after or {}).items()


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
