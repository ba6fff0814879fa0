"""Days and moments as people mean them: farther ones are slips of the keyboard, and what is added to them overflows."""

from datetime import UTC, date, datetime
from typing import Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from vinculo.foundation import clock
from vinculo.foundation.ui.widgets import DateInput, DateTimeInput

_SENTENCE: Final = "Escolha um dia entre 1900 e 2200."


class DayField(forms.DateField):
    """A day from 1900 to 2200."""

    widget = DateInput
    default_validators = [
        MinValueValidator(date(1900, 1, 1), _SENTENCE),
        MaxValueValidator(date(2200, 12, 31), _SENTENCE),
    ]


class PastDayField(DayField):
    """A day from 1900 to today: a birth, a foundation, the opening of an account."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value > clock.today():
            raise forms.ValidationError(f"O dia {value:%d/%m/%Y} ainda não chegou.")


class MomentField(forms.DateTimeField):
    """A day of those and an hour."""

    widget = DateTimeInput
    default_validators = [
        MinValueValidator(datetime(1900, 1, 1, tzinfo=UTC), _SENTENCE),
        MaxValueValidator(datetime(2200, 12, 31, tzinfo=UTC), _SENTENCE),
    ]
