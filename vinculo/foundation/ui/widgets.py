"""Form controls that know Brazil: masks, dates as dd/mm/aaaa, look-ups, switches. Form fields receive plain text."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.functional import Promise

Attributes = dict[str, Any]


def _masked(mask: str, placeholder: str, **more: str) -> Attributes:
    return {"data-mask": mask, "placeholder": placeholder, "autocomplete": "off", "spellcheck": "false", **more}


class MaskedInput(forms.TextInput):
    """A text input with one of the shell's masks: cpf, cnpj, document, cep, phone, date, datetime."""

    mask = ""
    attributes: Attributes = {}

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({**self.attributes, **(attrs or {})})


class CnpjInput(MaskedInput):
    """Accepts the alphanumeric CNPJ, so the keyboard is not numeric."""

    attributes = _masked("cnpj", "00.000.000/0000-00", maxlength="18", autocapitalize="characters")


class DocumentInput(MaskedInput):
    """CPF or CNPJ, decided while typing."""

    attributes = _masked("document", "CPF ou CNPJ", maxlength="18", autocapitalize="characters")


class CepInput(MaskedInput):
    attributes = _masked("cep", "00000-000", inputmode="numeric", maxlength="9")


class PhoneInput(MaskedInput):
    input_type = "tel"
    attributes = _masked("phone", "(00) 00000-0000", inputmode="tel", maxlength="20")


class DateInput(forms.DateInput):
    """A date typed as dd/mm/aaaa, with the browser's calendar one button away."""

    def __init__(self, attrs: Attributes | None = None) -> None:
        mask = _masked("date", "dd/mm/aaaa", inputmode="numeric", maxlength="10")
        super().__init__({**mask, **(attrs or {})}, format="%d/%m/%Y")


class DateTimeInput(forms.DateTimeInput):
    """A date and hour typed as dd/mm/aaaa hh:mm, whatever the browser's language, with its calendar one button away."""

    def __init__(self, attrs: Attributes | None = None) -> None:
        mask = _masked("datetime", "dd/mm/aaaa hh:mm", inputmode="numeric", maxlength="16")
        super().__init__({**mask, **(attrs or {})}, format="%d/%m/%Y %H:%M")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({"step": "60", **(attrs or {})}, format="%H:%M")


class MoneyInput(forms.TextInput):
    """An amount typed as 1.234,56. Use it with a localized DecimalField."""

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({"inputmode": "decimal", "class": "money num", "placeholder": "0,00", **(attrs or {})})


class Switch(forms.CheckboxInput):
    """A checkbox drawn as a switch, for what takes effect as a state ("ativo") rather than as an answer."""

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({"class": "switch", "role": "switch", **(attrs or {})})


class Lookup(forms.TextInput):
    """A combobox over records too many for a drop-down (F3 opens it); submits the chosen value in a hidden input.

    `url` answers `GET ?q=words` with JSON `[{"value": …, "label": …, "hint": …}]`. `label_for(value)` gives the words
    shown for a value the form starts with; it is called once per rendered field. With `is_free`, words that choose
    nothing are the value itself, for a field that judges a code typed whole.
    """

    template_name = "ui/lookup.html"

    def __init__(
        self,
        url: str | Promise,
        label_for: Callable[[Any], str] = str,
        attrs: Attributes | None = None,
        *,
        is_free: bool = False,
    ) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})
        self.url = url
        self.label_for = label_for
        self.is_free = is_free

    def get_context(self, name: str, value: Any, attrs: Attributes | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = context["widget"]["value"]
        words = self.label_for(chosen) if chosen not in (None, "") else ""
        context["widget"] |= {"url": str(self.url), "words": words, "is_free": self.is_free}
        return context

    def __deepcopy__(self, memo: dict[int, Any]) -> "Lookup":
        copied = super().__deepcopy__(memo)
        copied.url, copied.label_for, copied.is_free = self.url, self.label_for, self.is_free
        return copied
