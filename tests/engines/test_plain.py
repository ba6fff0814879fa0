"""Engine values written as JSON and read back, and bad input told where and why."""

import json
from typing import Any

import pytest

from tests.engines.tax.cases import sale_of
from vinculo.engines import plain
from vinculo.engines.tax import Sale

GIVEN = "unit_price=10.00 icms.situation=00 icms.rate=18"


def data() -> Any:
    return json.loads(json.dumps(plain.dump(sale_of(GIVEN))))


def test_a_value_survives_the_trip() -> None:
    assert plain.load(Sale, data()) == sale_of(GIVEN)


def test_numbers_of_a_file_are_read_exactly() -> None:
    read = plain.parse_json('{"rate": 0.1, "count": 3}')
    assert str(read["rate"]) == "0.1"
    assert read["count"] == 3


@pytest.mark.parametrize(
    ("place", "value", "path", "words"),
    [
        (("on",), "26/11/2026", "on", "não é uma data"),
        (("regime",), "9", "regime", "use um destes: 1, 2, 3, 4"),
        (("lines",), {}, "lines", "lista"),
        (("lines", 0, "quantity"), "dez", "lines[1].quantity", "não é um número"),
        (("lines", 0, "quantity"), 1.5, "lines[1].quantity", "ponto flutuante"),
        (("lines", 0, "quantity"), "NaN", "lines[1].quantity", "não é um número"),
        (("lines", 0, "shares"), "sim", "lines[1].shares", "true ou false"),
        (("lines", 0, "rules", "icms", "rat"), "18", "lines[1].rules.icms.rat", "Campo desconhecido"),
        (("lines", 0, "rules", "icms"), "18", "lines[1].rules.icms", "objeto"),
        (("policy", "mva_places"), "2", "policy.mva_places", "inteiro"),
        (("seller_uf",), 35, "seller_uf", "texto"),
    ],
)
def test_bad_input_is_told_where_and_why(place: tuple[Any, ...], value: Any, path: str, words: str) -> None:
    wrong = data()
    target = wrong
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    with pytest.raises(plain.BadInput) as refused:
        plain.load(Sale, wrong)
    assert refused.value.path == path
    assert words in refused.value.sentence


def test_a_missing_field_is_named() -> None:
    wrong = data()
    del wrong["lines"][0]["unit_price"]
    with pytest.raises(plain.BadInput, match=r"lines\[1\]\.unit_price: Falta"):
        plain.load(Sale, wrong)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1,\n b}', "linha 2"),
        ("[" * 100_000, "um dentro do outro"),
        ('{"a": ' + "9" * 5_000 + "}", "mais de 30 algarismos"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, words: str) -> None:
    with pytest.raises(plain.BadInput, match=words):
        plain.parse_json(text)
