"""Engine values as plain JSON and back: what a document stores, what the command line reads, what a replay compares.

Field names are those of the dataclasses; decimals travel as text, days as ISO 8601, choices by value. Whole numbers and
JSON numbers parsed to `Decimal` are taken too; a binary float never is. An unknown field is an error, not a silence.
"""

import json
import types
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from vinculo.engines import derivation

T = TypeVar("T")

MOST_DIGITS: Final = 30


class BadInput(ValueError):
    """The data do not describe the value asked for. `path` says where (`lines[2].rules.icms.rate`), `sentence` why."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}" if path else sentence)
        self.path = path
        self.sentence = sentence


def parse_json(text: str) -> Any:
    """JSON text as Python values whose numbers are `Decimal` or `int`. Raises `BadInput` naming line and column."""
    try:
        return json.loads(text, parse_float=Decimal, parse_int=_whole, parse_constant=_no_constant)
    except RecursionError:
        raise BadInput("", "O arquivo tem listas ou objetos demais um dentro do outro.") from None
    except json.JSONDecodeError as wrong:
        raise BadInput(
            "", f"O arquivo não é um JSON válido: erro na linha {wrong.lineno}, coluna {wrong.colno}."
        ) from wrong


def dump(value: Any) -> Any:
    """`value` (a dataclass, tuple, mapping, choice, figure or text) as plain JSON values; steps as sentences."""
    if isinstance(value, derivation.Step):
        return value.as_data()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: dump(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | date):
        return derivation.plain(value)
    if isinstance(value, Mapping):
        return {str(key): dump(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [dump(part) for part in value]
    return value


def load(kind: type[T], data: Any, path: str = "") -> T:
    """An instance of the dataclass `kind` described by `data`. Raises `BadInput` at the first thing that is wrong."""
    if not isinstance(data, Mapping):
        raise BadInput(path, "Aqui se espera um objeto com campos.")
    known = _fields(cast(Hashable, kind))
    unknown = sorted(set(map(str, data)) - set(known))
    if unknown:
        raise BadInput(_under(path, unknown[0]), f"Campo desconhecido. Os campos daqui são: {', '.join(known)}.")
    given: dict[str, Any] = {}
    for name, (declared, hint) in known.items():
        if name in data:
            given[name] = _value(hint, data[name], _under(path, name))
        elif declared.default is MISSING and declared.default_factory is MISSING:
            raise BadInput(_under(path, name), "Falta este campo.")
    return kind(**given)


def _value(hint: Any, data: Any, path: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        if data is None:
            return None
        return _value(options[0], data, path)
    if origin is tuple:
        if not isinstance(data, list | tuple):
            raise BadInput(path, "Aqui se espera uma lista.")
        inner = get_args(hint)[0]
        return tuple(_value(inner, part, f"{path}[{position}]") for position, part in enumerate(data, 1))
    if isinstance(hint, type) and is_dataclass(hint):
        return load(hint, data, path)
    if issubclass(hint, Enum):
        return _choice(hint, data, path)
    return _simple(hint, data, path)


def _simple(hint: type, data: Any, path: str) -> Any:
    if hint is Decimal:
        return _decimal(data, path)
    if hint is date:
        return _day(data, path)
    if hint is bool or hint is str:
        if isinstance(data, hint):
            return data
        raise BadInput(path, "Aqui se espera true ou false." if hint is bool else "Aqui se espera um texto.")
    if hint is int and isinstance(data, int) and not isinstance(data, bool):
        return data
    raise BadInput(path, "Aqui se espera um número inteiro.")


def _decimal(data: Any, path: str) -> Decimal:
    if isinstance(data, float):
        raise BadInput(path, 'Número em ponto flutuante: escreva o valor como texto, por exemplo "10.50".')
    if isinstance(data, Decimal | int | str) and not isinstance(data, bool):
        try:
            number = Decimal(data)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
    raise BadInput(path, f'“{data}” não é um número; use ponto nos decimais, por exemplo "10.50".')


def _day(data: Any, path: str) -> date:
    if isinstance(data, str):
        try:
            return date.fromisoformat(data)
        except ValueError:
            pass
    raise BadInput(path, f'“{data}” não é uma data; escreva ano-mês-dia, por exemplo "2026-11-26".')


def _choice(hint: type[Enum], data: Any, path: str) -> Enum:
    try:
        return hint(data)
    except ValueError:
        accepted = ", ".join(str(choice.value) for choice in hint)
        raise BadInput(path, f"“{data}” não é aceito aqui; use um destes: {accepted}.") from None


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise BadInput("", f"O número {text[:12]}… tem mais de {MOST_DIGITS} algarismos.")
    return int(text)


def _no_constant(name: str) -> Any:
    raise BadInput("", f"O valor {name} não é um número.")


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


@lru_cache(maxsize=256)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(declared.name for declared in fields(kind))


@lru_cache(maxsize=256)
def _fields(kind: Hashable) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    return {declared.name: (declared, hints[declared.name]) for declared in fields(kind)}  # type: ignore[arg-type]
