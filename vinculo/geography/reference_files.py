"""The tables of `data/`, row by row. Their sources and dates are in `data/README.md`."""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from vinculo.geography.models import CepRange, Municipality, State
from vinculo.kernel.brazil.cep import StateRange
from vinculo.kernel.text import fold

_DATA: Final = Path(__file__).resolve().parent / "data"


def states() -> list[State]:
    """The 27 states, unsaved."""
    return [
        State(
            code=row["uf"],
            ibge_code=row["code_ibge"],
            name=row["name"],
            region=row["region"],
            timezone=row["timezone"],
        )
        for row in _rows("uf.csv")
    ]


def municipalities() -> list[Municipality]:
    """All municipalities, unsaved."""
    cep_count: Counter[int] = Counter()
    for cep_range in cep_ranges():
        cep_count[cep_range.municipality_id] += int(cep_range.last) - int(cep_range.first) + 1
    return [
        Municipality(
            id=int(row["ibge_code"]),
            name=row["name"],
            name_key=fold(row["name"]),
            state_id=row["uf"],
            ddd=row["ddd"],
            is_capital=row["is_capital"] == "1",
            timezone=row["timezone"],
            cep_count=cep_count[int(row["ibge_code"])],
        )
        for row in _rows("municipalities.csv")
    ]


def cep_ranges() -> list[CepRange]:
    """The CEP ranges of the municipalities, unsaved."""
    return [
        CepRange(municipality_id=int(row["ibge_code"]), first=row["cep_from"], last=row["cep_to"])
        for row in _rows("cep_ranges_municipality.csv")
    ]


@cache
def state_cep_ranges() -> tuple[StateRange, ...]:
    """The CEP ranges of the states, in order."""
    ranges = [StateRange(row["cep_from"], row["cep_to"], row["uf"]) for row in _rows("cep_ranges.csv")]
    return tuple(sorted(ranges, key=lambda state_range: state_range.first))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
