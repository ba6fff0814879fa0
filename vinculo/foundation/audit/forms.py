"""The filters of the audit page."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.urls import reverse_lazy
from django.utils import timezone

from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.queries import ChangeFilter
from vinculo.foundation.audit.records import record_types
from vinculo.foundation.audit.verbs import all_verbs
from vinculo.foundation.ui.days import DayField
from vinculo.foundation.ui.widgets import DateInput, Lookup
from vinculo.kernel.text import row_number

_DEFAULT_DAYS = 30
_PEOPLE = reverse_lazy("organization:people")


def _name_of(reader: Actor, user_id: object) -> str:
    people = get_user_model().objects.filter(company_id=reader.company_id, pk=row_number(user_id) or 0)
    return people.values_list("name", flat=True).first() or ""


class PastForm(forms.Form):
    """The day at whose end a record is looked at."""

    day = forms.DateField(
        label="Como era em",
        widget=DateInput(),
        error_messages={"required": "Diga o dia.", "invalid": "Escreva o dia assim: 31/12/2026."},
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError("Este dia ainda não chegou.")
        return day

    def instant(self) -> datetime:
        """The last moment of the day, in local time."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], time.max))


class ChangeFilterForm(forms.Form):
    """Every field may be empty. Without a period, the last thirty days are searched."""

    actor = forms.IntegerField(label="Quem", required=False)
    record = forms.ChoiceField(label="Cadastro", required=False)
    verb = forms.ChoiceField(label="O que fez", required=False)
    since = DayField(label="De", required=False)
    until = DayField(label="Até", required=False)

    def __init__(self, reader: Actor, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.fields["actor"].widget = Lookup(_PEOPLE, partial(_name_of, reader))
        types, verbs = self.fields["record"], self.fields["verb"]
        if isinstance(types, forms.ChoiceField) and isinstance(verbs, forms.ChoiceField):
            types.choices = [("", "Todos"), *((known.key, known.label) for known in record_types())]
            verbs.choices = [("", "Tudo"), *sorted(all_verbs().items(), key=lambda verb: verb[1])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "A data final vem antes da inicial.")
        return cleaned

    def wanted(self) -> ChangeFilter:
        """What a valid form asks for."""
        data = self.cleaned_data
        since = data["since"]
        if not since and not data["until"]:
            since = clock.today() - timedelta(days=_DEFAULT_DAYS)
        return ChangeFilter(data["actor"], data["record"], data["verb"], since, data["until"])
