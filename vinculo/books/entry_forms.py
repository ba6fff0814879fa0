"""The form every table of a book starts from: fields of the model, Brazilian figures, rows of the company alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from vinculo.foundation.access import Actor
from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.whole_numbers import largest
from vinculo.foundation.ui.widgets import DateInput, Lookup, MoneyInput, Switch
from vinculo.kernel.figures import counted, decimal_number
from vinculo.organization.queries.structure import establishments

# Quantities and percentages have at most these decimals; what has more is a price in reais.
_PRICED: Final = 4


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A field whose row is found by a look-up: its address, the rows the actor may choose, the words of one."""

    url: str | Promise
    rows: Callable[[Actor], QuerySet[Any]]
    words: Callable[[Actor, Any], str]


class EntryForm(forms.ModelForm[Any]):
    """A row of a table. It never saves: `values` and `links` go to the action.

    `own` gives the rows of the company that may be chosen for a field that refers to one, `looked_up` those found by a
    look-up; `linked` names the many-to-many fields. `establishment` and `state` are known to every table.
    """

    own: ClassVar[Mapping[str, Callable[[Actor], QuerySet[Any]]]] = {}
    looked_up: ClassVar[Mapping[str, LookedUp]] = {}
    linked: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, actor: Actor, entry: Model, data: Mapping[str, Any] | None = None, *, today: date | None = None
    ) -> None:
        initial = {"valid_from": today} if entry.pk is None and today else {}
        super().__init__(data, instance=entry, initial=initial)
        self.actor = actor
        for name, field in self.fields.items():
            self._dress(name, field)
        if self.fields:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def _dress(self, name: str, field: forms.Field) -> None:
        match field:
            case forms.ModelChoiceField():
                self._dress_choice(name, field)
            case forms.DecimalField():
                field.error_messages |= _room_for(field)
                field.localize = True
                field.widget = MoneyInput({"placeholder": ""})
                field.widget.is_localized = True
                kept = self.initial.get(name)
                if isinstance(kept, Decimal) and (field.decimal_places or 0) > 2:
                    self.initial[name] = without_zeros(kept, least=2 if (field.decimal_places or 0) > _PRICED else 0)
            case forms.IntegerField():
                column = self._meta.model._meta.get_field(name)
                if isinstance(column, models.IntegerField):
                    field.validators.append(MaxValueValidator(largest(column)))
            case forms.DateField():
                field.widget = DateInput()
                field.validators += DayField.default_validators
            case forms.BooleanField():
                field.widget = Switch()
                field.required = False

    def _dress_choice(self, name: str, field: forms.ModelChoiceField[Any]) -> None:
        if name in self.looked_up:
            found = self.looked_up[name]
            field.queryset = found.rows(self.actor)
            field.widget = Lookup(found.url, lambda value: found.words(self.actor, value))
        elif name in self.own:
            field.queryset = self.own[name](self.actor)
        elif name == "establishment":
            field.queryset = establishments(self.actor)
            field.empty_label = "Todos"
        elif name == "state":
            field.empty_label = "Escolha…" if field.required else "Todas"
        elif field.empty_label:
            field.empty_label = "Escolha…" if field.required else "—"
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.widget = forms.CheckboxSelectMultiple()
            field.widget.choices = field.choices

    def _post_clean(self) -> None:
        """The instance stays as it is until the action writes it: constraints speak there."""

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        starts, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if starts and ends and ends < starts:
            self.add_error("valid_until", "O fim da validade não pode vir antes do começo.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, by field of the model; only when valid."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.linked}

    def links(self) -> dict[str, list[Model]]:
        return {name: list(self.cleaned_data[name]) for name in self.linked}


class CodedForm(EntryForm):
    """A row with a code and a name of the company's own."""

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split()).upper()

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


def _room_for(field: forms.DecimalField) -> dict[str, str]:
    """What is said of a figure that the column cannot hold: the largest it can."""
    places = field.decimal_places or 0
    most = decimal_number(10 ** ((field.max_digits or 0) - places) - 1)
    decimals = counted(places, "casa decimal", "casas decimais")
    sentence = f"No máximo {most}, com até {decimals}." if places else f"No máximo {most}, sem casas decimais."
    return dict.fromkeys(("max_digits", "max_whole_digits", "max_decimal_places"), sentence)


def without_zeros(value: Decimal, *, least: int = 0) -> Decimal:
    """The figure with the decimals it has, and no fewer than `least`: 1.8000 is shown as 1,8, and a price as 1,80."""
    plain = value.normalize() + Decimal(0)
    exponent = plain.as_tuple().exponent
    return plain if isinstance(exponent, int) and -exponent >= least else plain.quantize(Decimal(1).scaleb(-least))
