"""The cells of a row in words."""

from collections.abc import Callable
from dataclasses import dataclass

from vinculo.engines.decision import bands
from vinculo.engines.decision.kinds import Key, Kind
from vinculo.engines.decision.reach import DAY, Box, Side, figure
from vinculo.engines.decision.rows import Row

# How a code of a key is said: a customer's name, a state. Codes say themselves unless somebody knows better.
Words = Callable[[Key, str], str]


def say_code(_key: Key, code: str) -> str:
    return code


def band_words(key: Key, side: Side) -> str:
    """The figures of a side: `1 a 10`, `até 10 kg`, `a partir de 100 reais`, with the unit of the key if it has one."""
    ends = [None if abs(end) >= bands.FAR else figure(end, key.decimals or 0) for end in side]
    said = bands.words(bands.band(*ends))
    unit = "reais" if key.unit == "R$" else key.unit
    return f"{said}{unit}" if unit == "%" else f"{said} {unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Wording:
    """Says where rows of a kind stand."""

    kind: Kind
    words: Words = say_code

    def say(self, name: str, code: str) -> str:
        return self.words(self.kind.key_by_name[name], code)

    def where(self, *rows: Row, box: Box | None = None) -> str:
        """` (Linha L, Quantidade 1 a 10)`: the codes the rows fill and the figures of the box; empty without any."""
        keys = self.kind.key_by_name
        filled = {name: value for row in rows for name, value in row.keys.items() if value and not keys[name].is_band}
        said = [f"{keys[name].label} {self.say(name, value)}" for name, value in filled.items()]
        said += [
            f"{keys[name].label} {band_words(keys[name], side)}" for name, side in (box or {}).items() if name != DAY
        ]
        return f" ({', '.join(said)})" if said else ""
