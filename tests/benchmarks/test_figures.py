"""The measuring instruments themselves."""

import json
from pathlib import Path

import pytest

from benchmarks.figures import Figure, percentile, table, write
from benchmarks.keystrokes import Typing
from benchmarks.sheet import HEADERS, rows
from vinculo.kernel.brazil import cpf


@pytest.mark.parametrize(("percent", "expected"), [(50, 50), (95, 95), (100, 100), (1, 1)])
def test_percentile_is_a_value_that_was_measured(percent: int, expected: int) -> None:
    assert percentile(range(100, 0, -1), percent) == expected


@pytest.mark.parametrize(
    ("value", "bound", "at_least", "holds"),
    [
        (60, 60, False, True),
        (61, 60, False, False),
        (5_000, 5_000, True, True),
        (4_999, 5_000, True, False),
        (1, None, False, None),
    ],
)
def test_a_figure_holds_its_bound(value: float, bound: float | None, at_least: bool, holds: bool | None) -> None:
    assert Figure("x", value, "ms", 100, bound, at_least).holds is holds


def test_the_file_is_a_list_of_what_was_asked(tmp_path: Path) -> None:
    write([Figure("busca", 12.346, "ms", 100_000, 60)], tmp_path / "bench.json")
    assert json.loads((tmp_path / "bench.json").read_text()) == [
        {"name": "busca", "value": 12.35, "unit": "ms", "scale": 100_000, "bound": 60, "holds": True}
    ]


def test_the_table_says_loudly_what_does_not_hold() -> None:
    assert "1.234 ms" in (shown := table([Figure("busca", 1_234, "ms", 100_000, 60)]))
    assert "NÃO CUMPRE" in shown


def test_a_search_is_asked_after_every_key_but_the_space() -> None:
    assert list(Typing("name", "ana s").beginnings()) == ["an", "ana", "ana s"]


def test_the_sheet_is_always_the_same_and_partly_wrong() -> None:
    made = list(rows(400, [("52998224725", "Ana Conhecida")]))
    assert made == list(rows(400, [("52998224725", "Ana Conhecida")]))
    assert {len(row) for row in made} == {len(HEADERS)} == {20}
    known = [row for row in made if row[4] == "Ana Conhecida"]
    assert len(known) == 40
    faulty = [row for row in made if not _is_valid(row[2])]
    assert len(faulty) == 2


def _is_valid(document: str) -> bool:
    try:
        return bool(cpf.parse(document))
    except cpf.InvalidCpf:
        return False
