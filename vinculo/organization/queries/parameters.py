"""Parameter values, and the rows of the configurator's parameter page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from vinculo.foundation import parameters
from vinculo.foundation.access import Actor
from vinculo.kernel.figures import decimal_number
from vinculo.kernel.text import fold
from vinculo.organization.models import Establishment, ParameterValue

Declared = parameters.Parameter[bool] | parameters.Parameter[int] | parameters.Parameter[str]


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A declared parameter with its value in words, and the rows that override the default."""

    declared: Declared
    value: str
    default: str
    company: ParameterValue | None
    overrides: Sequence[ParameterValue]

    @property
    def last_change(self) -> ParameterValue | None:
        """The newest of the rows that override the default."""
        rows = [*self.overrides, *([self.company] if self.company else [])]
        return max(rows, key=lambda row: row.changed_at, default=None)

    def typed_values(self) -> dict[str, str]:
        """The values as a person types them, by the names of the form's fields."""
        typed = {f"establishment_{row.establishment_id}": _as_typed(row.value) for row in self.overrides}
        return {**typed, **({"company": _as_typed(self.company.value)} if self.company else {})}


@dataclass(frozen=True, slots=True)
class ParameterGroup:
    title: str
    rows: Sequence[ParameterRow]


def parameter_values(
    company_id: int, keys: Sequence[str], *, establishment_id: int | None = None
) -> dict[str, parameters.Value]:
    """The values of several parameters, each as `parameter_value` gives it, in one query."""
    rows = ParameterValue.objects.filter(company_id=company_id, key__in=keys)
    kept = {(row.key, row.establishment_id): row.value for row in rows}
    found: dict[str, parameters.Value] = {}
    for key in keys:
        declared = parameters.parameter(key)
        value = kept.get((key, None), declared.default)
        found[key] = kept.get((key, establishment_id), value) if declared.by_establishment else value
    return found


def parameter_value(company_id: int, key: str, *, establishment_id: int | None = None) -> parameters.Value:
    """The value of a parameter: the establishment's, else the company's, else its default.

    Raises `UnknownParameter` for a key no app declared.
    """
    declared = parameters.parameter(key)
    values = {
        row.establishment_id: row.value
        for row in ParameterValue.objects.filter(company_id=company_id, key=key)
        if row.establishment_id in (None, establishment_id)
    }
    if declared.by_establishment and establishment_id in values:
        return values[establishment_id]  # type: ignore[no-any-return]  # written through Parameter.parse
    return values.get(None, declared.default)  # type: ignore[no-any-return]  # written through Parameter.parse


def parameter_groups(actor: Actor, text: str = "") -> list[ParameterGroup]:
    """The declared parameters whose label, help, group or key has every word of `text`, grouped, with their values."""
    values: dict[str, list[ParameterValue]] = {}
    for row in _overrides(actor):
        values.setdefault(row.key, []).append(row)
    words = fold(text).split()
    found = [
        _row(declared, values.get(declared.key, []))
        for declared in parameters.all_parameters()
        if all(word in _searchable(declared) for word in words)
    ]
    return [ParameterGroup(title, list(rows)) for title, rows in groupby(found, key=lambda row: row.declared.group)]


def parameter_row(actor: Actor, key: str) -> ParameterRow:
    """One parameter with its values. Raises `UnknownParameter`."""
    return _row(parameters.parameter(key), list(_overrides(actor).filter(key=key)))


def establishments_for_parameters(actor: Actor) -> list[Establishment]:
    return list(Establishment.objects.filter(company_id=actor.company_id, is_active=True).order_by("code"))


def value_in_words(declared: Declared, value: parameters.Value) -> str:
    """`Sim`, `15 minutos`, the label of a choice, or the text itself."""
    if isinstance(value, bool):
        return "Sim" if value else "Não"
    if declared.choices:
        return str(dict(declared.choices).get(str(value), value))
    shown = decimal_number(value) if isinstance(value, int) else value
    return f"{shown} {declared.unit}".strip() or "vazio"


def _overrides(actor: Actor) -> QuerySet[ParameterValue]:
    return ParameterValue.objects.filter(company_id=actor.company_id).select_related("changed_by", "establishment")


def _row(declared: Declared, values: Sequence[ParameterValue]) -> ParameterRow:
    company = next((row for row in values if row.establishment_id is None), None)
    return ParameterRow(
        declared=declared,
        value=value_in_words(declared, company.value if company else declared.default),
        default=value_in_words(declared, declared.default),
        company=company,
        overrides=[row for row in values if row.establishment_id is not None],
    )


def _as_typed(value: parameters.Value) -> str:
    if isinstance(value, bool):
        return "S" if value else "N"
    return str(value)


def _searchable(declared: Declared) -> str:
    return fold(f"{declared.label} {declared.help} {declared.group} {declared.key}")
