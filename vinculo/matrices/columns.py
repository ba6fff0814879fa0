"""The columns of a matrix as the grid, the spreadsheet and the comparison show them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from vinculo.engines.decision import Key, Kind, Result, ResultType
from vinculo.matrices import cells

FROM, UNTIL, ACTIVE, NOTE = "_from", "_to", "_active", "_note"
# The columns of a stored row apart from its place.
STORED: Final = ("keys", "results", "faults", "valid_from", "valid_to", "is_active", "note")
_DAY: Final = timedelta(days=1)


class Group(StrEnum):
    KEY = "key"
    VALIDITY = "validity"
    RESULT = "result"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `heading` is the label with its unit, as in the first line of a spreadsheet."""

    name: str
    label: str
    group: Group
    key: Key | None = None
    result: Result | None = None

    @property
    def subject(self) -> str:
        described = self.key or self.result
        return described.subject if described else ""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return self.result.choices if self.result else ()

    @property
    def is_figure(self) -> bool:
        if self.key:
            return self.key.is_band
        return self.result is not None and self.result.type not in (ResultType.TEXT, ResultType.CODE, ResultType.FLAG)

    @property
    def is_wide(self) -> bool:
        return self.name == NOTE or bool(self.result and self.result.type is ResultType.TEXT)

    @property
    def unit(self) -> str:
        if self.result and self.result.type is ResultType.PERCENT:
            return "%"
        if self.result and self.result.type is ResultType.MONEY:
            return "R$"
        return self.key.unit if self.key else ""

    @property
    def heading(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit and self.unit not in self.label else self.label

    @property
    def hint(self) -> str:
        """What may be typed, in a sentence."""
        if self.key:
            how = "Faixa: “1 a 10”, “até 10”, “a partir de 10”. " if self.key.is_band else ""
            return f"{how}Peso {self.key.weight}; em branco vale para qualquer um."
        if self.result:
            listed = "; ".join(label for _, label in self.choices[:20])
            return " ".join(filter(None, (self.result.help, listed)))
        return {UNTIL: "Último dia em que a linha vale.", FROM: "Primeiro dia em que a linha vale."}.get(self.name, "")

    def read(self, text: str, *, from_sheet: bool = False) -> str:
        """The canonical text of what was typed, not blank. Raises `CellFault`."""
        if self.key:
            return cells.read_key(self.key, text, from_sheet=from_sheet)
        if self.result:
            return cells.read_result(self.result, text, from_sheet=from_sheet)
        if self.name == ACTIVE:
            return cells.read_flag(text)
        if self.name == NOTE:
            return cells.read_text(text)
        return cells.read_date(text).isoformat()

    def show(self, stored: str) -> str:
        """The canonical text as people write it; blank stays blank."""
        if not stored:
            return ""
        if self.key:
            return cells.show_key(self.key, stored)
        if self.result:
            return cells.show_result(self.result, stored)
        if self.name == ACTIVE:
            return "Sim" if stored == "1" else "Não"
        if self.name in (FROM, UNTIL):
            return f"{date.fromisoformat(stored):%d/%m/%Y}"
        return stored


@lru_cache(maxsize=128)
def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Every column of a kind, in the order of the grid."""
    return (
        *(Column(key.name, key.label, Group.KEY, key=key) for key in kind.keys),
        Column(FROM, "Vigência de", Group.VALIDITY),
        Column(UNTIL, "Vigência até", Group.VALIDITY),
        *(Column(result.name, result.label, Group.RESULT, result=result) for result in kind.results),
        Column(ACTIVE, "Ativa", Group.ROW),
        Column(NOTE, "Observação", Group.ROW),
    )


_INTERNAL: Final = re.compile("[a-z][a-z_]+")


def is_internal(code: str) -> bool:
    """Whether a code is a word of the program, which people read and type by its name instead."""
    return _INTERNAL.fullmatch(code) is not None


# A row as a person works on it: column to canonical text, filled columns only, and what was typed and cannot be.
Texts = dict[str, str]
Faults = dict[str, list[str]]


@dataclass(slots=True)
class RowState:
    """The contents of a row apart from its place. `texts` has the last day of validity, not the day after it."""

    texts: Texts
    faults: Faults

    def as_data(self) -> dict[str, Any]:
        return {"texts": self.texts, "faults": self.faults}


def state_of(row: Mapping[str, Any]) -> RowState:
    """The state of stored columns (keys, results, valid_from, valid_to, is_active, note, faults)."""
    texts = {**row["keys"], **row["results"]}
    if row["valid_from"]:
        texts[FROM] = row["valid_from"].isoformat()
    if row["valid_to"]:
        texts[UNTIL] = (row["valid_to"] - _DAY).isoformat()
    if not row["is_active"]:
        texts[ACTIVE] = "0"
    if row["note"]:
        texts[NOTE] = row["note"]
    return RowState(texts, dict(row["faults"]))


def stored_columns(kind: Kind, state: RowState) -> dict[str, Any]:
    """The reverse of `state_of`: what the row's columns hold."""
    texts = state.texts
    until = texts.get(UNTIL)
    return {
        "keys": {name: texts[name] for name in kind.key_by_name if texts.get(name)},
        "results": {name: texts[name] for name in kind.result_by_name if texts.get(name)},
        "valid_from": date.fromisoformat(texts[FROM]) if FROM in texts else None,
        "valid_to": date.fromisoformat(until) + _DAY if until else None,
        "is_active": texts.get(ACTIVE) != "0",
        "note": texts.get(NOTE, ""),
        "faults": state.faults,
    }


def type_into(kind: Kind, state: RowState, typed: Mapping[str, str], *, from_sheet: bool = False) -> RowState:
    """The row after cells were typed: a blank empties, what cannot be is kept as a fault beside its sentence.

    Codes of records are taken as they are; whether they exist is checked for many rows at once (`check_codes`).
    Unknown columns are left out.
    """
    by_name = {column.name: column for column in columns_of(kind)}
    texts, faults = dict(state.texts), dict(state.faults)
    if FROM in typed and UNTIL in faults and UNTIL not in typed:
        typed = {**typed, UNTIL: faults[UNTIL][0]}
    for name, text in typed.items():
        column = by_name.get(name)
        if column is None:
            continue
        texts.pop(name, None)
        faults.pop(name, None)
        words = text.strip()
        if not words:
            continue
        try:
            texts[name] = column.read(words, from_sheet=from_sheet)
            if name == UNTIL and texts[name] == date.max.isoformat():  # how other systems write "without end"
                del texts[name]
            if name == FROM and texts[name].startswith(f"{date.max.year}-"):
                raise cells.CellFault("Escolha um dia entre 1900 e 2200.")
        except cells.CellFault as fault:
            texts.pop(name, None)
            faults[name] = [words[: cells.LONGEST_FAULT], str(fault)]
    if texts.get(ACTIVE) == "1":
        del texts[ACTIVE]
    return completed(kind, RowState(texts, faults))


def completed(kind: Kind, state: RowState) -> RowState:
    """The row with what is missing or contradictory marked: required results, validity upside down."""
    texts, faults = state.texts, state.faults
    for result in kind.results:
        if result.required and not texts.get(result.name) and result.name not in faults:
            faults[result.name] = ["", "Preencha."]
    if UNTIL in texts and texts.get(FROM, "") > texts[UNTIL]:
        until = date.fromisoformat(texts.pop(UNTIL))
        faults[UNTIL] = [f"{until:%d/%m/%Y}", "A vigência termina antes de começar."]
    return state


def codes_typed(kind: Kind, states: Sequence[RowState]) -> dict[str, dict[str, set[str]]]:
    """By subject and column, the codes these rows name."""
    found: dict[str, dict[str, set[str]]] = {}
    for column in columns_of(kind):
        if column.subject and not column.is_figure:
            codes = {state.texts[column.name] for state in states if column.name in state.texts}
            if codes:
                found.setdefault(column.subject, {})[column.name] = codes
    return found
