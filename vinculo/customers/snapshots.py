"""The record as the editing form found it, kept in the form itself, and how a collision is shown and settled."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from vinculo.customers.forms import PartyForm
from vinculo.customers.particulars import ComplementEntry, Particulars
from vinculo.customers.refusals import EditConflict
from vinculo.foundation.ui import FieldConflict
from vinculo.kernel.brazil import document as documents


def write_original(particulars: Particulars) -> str:
    return json.dumps(asdict(particulars), default=date.isoformat, ensure_ascii=False)


def read_original(text: str) -> Particulars | None:
    """What `write_original` wrote; None for anything else."""
    try:
        values = json.loads(text)
        if values.get("birth_date"):
            values["birth_date"] = date.fromisoformat(values["birth_date"])
        return Particulars(**values)
    except (ValueError, TypeError, AttributeError):
        return None


def write_complement(complement: ComplementEntry) -> str:
    return json.dumps(asdict(complement), default=str, ensure_ascii=False)


def read_complement(text: str) -> ComplementEntry | None:
    """What `write_complement` wrote; None for anything else."""
    try:
        values = json.loads(text)
        if values.get("potential") is not None:
            values["potential"] = Decimal(values["potential"])
        return ComplementEntry(**values)
    except (ValueError, TypeError, AttributeError, ArithmeticError):
        return None


def resolved(mine: Particulars, theirs: Particulars, answers: Mapping[str, Any]) -> Particulars:
    """`mine` with the fields for which the person chose to keep the other's value."""
    kept = {name: value for name, value in asdict(theirs).items() if answers.get(f"keep_{name}") == "theirs"}
    return replace(mine, **kept)


def conflict_rows(form: PartyForm, conflict: EditConflict) -> list[FieldConflict]:
    return [
        FieldConflict(
            name=each.field,
            label=str(form.fields[each.field].label),
            mine=_words(form, each.field, each.mine),
            theirs=_words(form, each.field, each.theirs),
            original=_words(form, each.field, each.original),
        )
        for each in conflict.disagreements
    ]


def _words(form: PartyForm, name: str, value: object) -> str:
    """A value as the person reads it."""
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if name == "document":
        return documents.mask(str(value))
    choices = getattr(form.fields[name], "choices", None)
    return str(dict(choices).get(value, value)) if choices else str(value)
