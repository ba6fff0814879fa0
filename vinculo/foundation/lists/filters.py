"""The kinds of filter. A filter turns the texts of the address into a condition, or says why it cannot."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from vinculo.foundation.access import Actor
from vinculo.foundation.lists import people
from vinculo.foundation.ui.widgets import DateInput, Lookup
from vinculo.kernel.text import row_number

Choices = Sequence[tuple[str, str]]
Texts = Mapping[str, Sequence[str]]
MOST_TEXT = 200


class BadFilter(ValueError):
    """The address asks for a value the filter does not have; the text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter in force: its condition, what the chip says, and its canonical texts in the address."""

    key: str
    label: str
    shown: str
    condition: Q
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(ABC):
    """`key` is the name in the address (Portuguese). `field` is the ORM lookup the value goes to, or give
    `condition(value)`.
    """

    key: str
    label: str
    field: str = ""
    condition: Callable[[Any], Q] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names it reads from the address."""
        return (self.key,)

    @abstractmethod
    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:
        """The filter in force, or None when the address has no value for it. Raises `BadFilter`."""

    @abstractmethod
    def fields(self, actor: Actor, shown: str) -> Mapping[str, forms.Field]:
        """The form fields that ask for its values, by name in the address. `shown` is what the chip says, if in
        force.
        """

    def _where(self, value: Any) -> Q:
        return self.condition(value) if self.condition else Q(**{self.field: value})

    def _applied(self, value: Any, shown: str, *texts: str) -> Applied:
        return Applied(self.key, self.label, shown, self._where(value), {self.key: texts})

    def _one(self, texts: Texts) -> str:
        return next((text.strip() for text in texts.get(self.key, ()) if text.strip()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceFilter(Filter):
    """One of a few values. `choices` is a sequence or a function of the actor (one query at most)."""

    choices: Choices | Callable[[Actor], Choices]

    def choices_for(self, actor: Actor) -> Choices:
        return self.choices(actor) if callable(self.choices) else self.choices

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:  # noqa: ARG002
        value = self._one(texts)
        if not value:
            return None
        labels = dict(self.choices_for(actor))
        if value not in labels:
            raise BadFilter(f"O filtro “{self.label}” não tem a opção “{value[:40]}”.")
        return self._applied(value, labels[value], value)

    def fields(self, actor: Actor, shown: str) -> Mapping[str, forms.Field]:  # noqa: ARG002
        choices = [("", "Qualquer"), *self.choices_for(actor)]
        return {self.key: forms.ChoiceField(label=self.label, choices=choices, required=False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiChoiceFilter(ChoiceFilter):
    """Any of several values. Without `condition`, `field` gets them through `__in`."""

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:  # noqa: ARG002
        wanted = dict.fromkeys(text.strip() for text in texts.get(self.key, ()) if text.strip())
        if not wanted:
            return None
        labels = dict(self.choices_for(actor))
        unknown = next((value for value in wanted if value not in labels), None)
        if unknown is not None:
            raise BadFilter(f"O filtro “{self.label}” não tem a opção “{unknown[:40]}”.")
        return self._applied(list(wanted), ", ".join(labels[value] for value in wanted), *wanted)

    def fields(self, actor: Actor, shown: str) -> Mapping[str, forms.Field]:  # noqa: ARG002
        widget = forms.CheckboxSelectMultiple
        choices = list(self.choices_for(actor))
        return {self.key: forms.MultipleChoiceField(label=self.label, choices=choices, required=False, widget=widget)}

    def _where(self, value: Any) -> Q:
        return self.condition(value) if self.condition else Q(**{f"{self.field}__in": value})


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFilter(Filter):
    """Free text. Give `field` with its lookup (`code__startswith`), or `condition` for a search an index serves."""

    placeholder: str = ""

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:  # noqa: ARG002
        value = self._one(texts).replace("\x00", "")[:MOST_TEXT]
        return self._applied(value, f"“{value}”", value) if value else None

    def fields(self, actor: Actor, shown: str) -> Mapping[str, forms.Field]:  # noqa: ARG002
        widget = forms.TextInput(attrs={"placeholder": self.placeholder, "autocomplete": "off"})
        return {self.key: forms.CharField(label=self.label, required=False, max_length=MOST_TEXT, widget=widget)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BooleanFilter(Filter):
    """Yes or no, with words for both."""

    yes: str = "Sim"
    no: str = "Não"

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:  # noqa: ARG002
        match self._one(texts):
            case "":
                return None
            case "sim":
                return self._applied(True, self.yes, "sim")
            case "nao":
                return self._applied(False, self.no, "nao")
            case other:
                raise BadFilter(f"O filtro “{self.label}” aceita sim ou não, e não “{other[:40]}”.")

    def fields(self, actor: Actor, shown: str) -> Mapping[str, forms.Field]:  # noqa: ARG002
        choices = [("", "Qualquer"), ("sim", self.yes), ("nao", self.no)]
        return {self.key: forms.ChoiceField(label=self.label, choices=choices, required=False)}


# Periods that move with the calendar, so that a saved view keeps its meaning: first and last day from today.
PERIODS: Mapping[str, tuple[str, int | None, int | None]] = {
    "hoje": ("hoje", 0, 0),
    "ontem": ("ontem", -1, -1),
    "amanha": ("amanhã", 1, 1),
    "ultimos-7": ("últimos 7 dias", -6, 0),
    "ultimos-30": ("últimos 30 dias", -29, 0),
    "ultimos-90": ("últimos 90 dias", -89, 0),
    "proximos-7": ("próximos 7 dias", 0, 6),
    "proximos-30": ("próximos 30 dias", 0, 29),
    "passado": ("antes de hoje", None, -1),
    "futuro": ("depois de hoje", 1, None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRangeFilter(Filter):
    """A named period, or from a day to a day, both included. `is_instant` when the column is a date and time.

    `condition(first, last)` is not used: the range goes to `field`.
    """

    is_instant: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.key, f"{self.key}_de", f"{self.key}_ate")

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:  # noqa: ARG002
        period = self._one(texts)
        first, last = self._day(texts, "de"), self._day(texts, "ate")
        if first or last:
            return self._range(first, last)
        if not period:
            return None
        if period not in PERIODS:
            raise BadFilter(f"O filtro “{self.label}” não tem o período “{period[:40]}”.")
        words, start, end = PERIODS[period]
        condition = self._between(_days_from(today, start), _days_from(today, end))
        return Applied(self.key, self.label, words, condition, {self.key: (period,)})

    def fields(self, actor: Actor, shown: str) -> Mapping[str, forms.Field]:  # noqa: ARG002
        choices = [("", "Qualquer período"), *((key, words.capitalize()) for key, (words, _, _) in PERIODS.items())]
        return {
            self.key: forms.ChoiceField(label=self.label, choices=choices, required=False),
            f"{self.key}_de": forms.DateField(label=f"{self.label}: de", required=False, widget=DateInput),
            f"{self.key}_ate": forms.DateField(label=f"{self.label}: até", required=False, widget=DateInput),
        }

    def _range(self, first: date | None, last: date | None) -> Applied:
        if first and last and last < first:
            raise BadFilter(f"No filtro “{self.label}”, o fim vem antes do começo.")
        words = " ".join(part for part in (first and f"de {first:%d/%m/%Y}", last and f"até {last:%d/%m/%Y}") if part)
        texts = {
            name: (day.isoformat(),) for name, day in ((f"{self.key}_de", first), (f"{self.key}_ate", last)) if day
        }
        return Applied(self.key, self.label, words, self._between(first, last), texts)

    def _between(self, first: date | None, last: date | None) -> Q:
        condition = Q()
        if first:
            condition &= Q(**{f"{self.field}__gte": _midnight(first) if self.is_instant else first})
        if last:
            after = last + timedelta(days=1)
            condition &= Q(**{f"{self.field}__lt": _midnight(after) if self.is_instant else after})
        return condition

    def _day(self, texts: Texts, suffix: str) -> date | None:
        text = next((text.strip() for text in texts.get(f"{self.key}_{suffix}", ()) if text.strip()), "")
        if not text:
            return None
        for shape in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                day = datetime.strptime(text, shape).date()  # noqa: DTZ007  (a day has no time zone)
            except ValueError:
                continue
            if 1900 <= day.year <= 2200:
                return day
        raise BadFilter(f"No filtro “{self.label}”, “{text[:40]}” não é uma data.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupFilter(Filter):
    """A record found by a look-up. `url_name` answers the look-up; `label_for(actor, value)` is None for a record
    unknown to the actor. The value goes to `field` as an integer.
    """

    url_name: str
    label_for: Callable[[Actor, int], str | None]

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:  # noqa: ARG002
        text = self._one(texts)
        if not text:
            return None
        number = row_number(text)
        label = self.label_for(actor, number) if number is not None else None
        if number is None or label is None:
            raise BadFilter(
                f"O filtro “{self.label}” aponta para um registro que não existe ou não está ao seu alcance."
            )
        return self._applied(number, label, str(number))

    def fields(self, actor: Actor, shown: str) -> Mapping[str, forms.Field]:  # noqa: ARG002
        widget = Lookup(reverse(self.url_name), label_for=lambda _: shown)
        return {self.key: forms.CharField(label=self.label, required=False, widget=widget)}


ME = "eu"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFilter(LookupFilter):
    """A colleague. `eu` stands for whoever looks, so that a shared view shows each one their own."""

    url_name: str = "lists:people"
    label_for: Callable[[Actor, int], str | None] = people.name_of

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:
        if self._one(texts) == ME:
            return self._applied(actor.user_id, "eu", ME)
        return LookupFilter.read(self, actor, texts, today)


def _days_from(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
