"""The registry of parameters: apps declare keys here, administrators set values in the configurator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = bool | int | str
V = TypeVar("V", bool, int, str)


class UnknownParameter(LookupError):
    """A key that no app declared."""


class BadParameterValue(ValueError):
    """The text typed is not a value of the parameter; the message is fit for the person."""


@dataclass(frozen=True, slots=True)
class Parameter(Generic[V]):
    """`default` gives the type. `choices` limits a text; `minimum` and `maximum` limit a number (in `unit`)."""

    key: str
    label: str
    help: str
    default: V
    group: str
    by_establishment: bool = False
    choices: Sequence[tuple[str, str]] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""

    def parse(self, text: str) -> Value:
        """The value that `text` (as typed in the configurator) means. Raises `BadParameterValue`."""
        text = text.strip()
        if isinstance(self.default, bool):
            if text.upper() not in {"S", "N"}:
                raise BadParameterValue("Responda S (sim) ou N (não).")
            return text.upper() == "S"
        if isinstance(self.default, int):
            return self._parse_number(text)
        if self.choices and text not in {choice for choice, _ in self.choices}:
            raise BadParameterValue("Escolha um dos valores da lista.")
        return text

    def _parse_number(self, text: str) -> int:
        try:
            number = int(text)
        except ValueError as error:
            raise BadParameterValue("Digite um número inteiro.") from error
        if self.minimum is not None and number < self.minimum:
            raise BadParameterValue(f"O menor valor aceito é {self.minimum}.")
        if self.maximum is not None and number > self.maximum:
            raise BadParameterValue(f"O maior valor aceito é {self.maximum}.")
        return number


_parameters: dict[str, Parameter[bool] | Parameter[int] | Parameter[str]] = {}


def register(*parameters: Parameter[bool] | Parameter[int] | Parameter[str]) -> None:
    for parameter in parameters:
        _parameters[parameter.key] = parameter


def parameter(key: str) -> Parameter[bool] | Parameter[int] | Parameter[str]:
    """The declaration of a key. Raises `UnknownParameter`."""
    try:
        return _parameters[key]
    except KeyError as error:
        raise UnknownParameter(key) from error


def all_parameters() -> list[Parameter[bool] | Parameter[int] | Parameter[str]]:
    return sorted(_parameters.values(), key=lambda parameter: (parameter.group, parameter.key))


def label_of(key: str) -> str:
    """The label of a parameter; a key no app declares any more is shown as it is."""
    return _parameters[key].label if key in _parameters else key
