"""The filters of the audit page."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.urls import reverse_lazy
from django.utils import timezone

from vinculo.foundation import clock
from vinculo.foundation.audit.queries import ChangeFilter
from vinculo.foundation.audit.records import record_types
from vinculo.foundation.audit.verbs import all_verbs
from vinculo.foundation.ui.widgets import DateInput, Lookup

_DEFAULT_DAYS = 30
_PEOPLE = reverse_lazy("organization:people")


def _name_of(user_id: Any) -> str:
    user = get_user_model().objects.filter(pk=user_id).first() if str(user_id).isdigit() else None
    return str(user) if user else ""


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

    actor = forms.IntegerField(
        label="Quem", required=False, widget=Lookup(reverse_lazy("organization:people"), _name_of)
    )
    record = forms.ChoiceField(label="Cadastro", required=False)
    verb = forms.ChoiceField(label="O que fez", required=False)
    since = forms.DateField(label="De", required=False, widget=DateInput())
    until = forms.DateField(label="Até", required=False, widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
