"""How a column of the catalogue is asked for: the form field of a model field, for `formfield_callback`."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.whole_numbers import largest
from vinculo.foundation.ui.widgets import Switch, TimeInput
from vinculo.kernel.figures import plain_number


class FigureField(forms.DecimalField):
    """A figure typed as 1.234,5, shown with the decimals it has."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "class": "num", "autocomplete": "off"})
        super().__init__(**{"localize": True, "widget": widget, **more})

    def prepare_value(self, value: Any) -> Any:
        return plain_number(value) if isinstance(value, Decimal) else value


def control(field: models.Field[Any, Any], **more: Any) -> forms.Field | None:
    match field:
        case models.DecimalField():
            return field.formfield(form_class=FigureField, **more)
        case models.IntegerField():
            return field.formfield(max_value=largest(field), **more)
        case models.BooleanField():
            return field.formfield(widget=Switch, **more)
        case models.DateField():
            return field.formfield(form_class=DayField, **more)
        case models.TimeField():
            return field.formfield(widget=TimeInput, **more)
        case _:
            return field.formfield(**more)


class RowForm(forms.ModelForm[Any]):
    """A form made from a model's columns that only reads: actions write, and the database judges."""

    def _post_clean(self) -> None:
        """Django would fill the instance in and check its constraints; neither is this form's business."""

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
