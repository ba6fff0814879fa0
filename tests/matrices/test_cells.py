"""What people and spreadsheets write, and what becomes of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matrices.world import FREIGHT
from vinculo.engines.decision import Result, ResultType, bands
from vinculo.matrices.cells import CellFault, plain, read_band, read_date, read_flag, read_number, read_result
from vinculo.matrices.columns import FROM, NOTE, UNTIL, RowState, stored_columns, type_into


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", "12.5"),
        ("12,5 %", "12.5"),
        ("R$ 1.234,56", "1234.56"),
        ("1.234", "1234"),
        ("0.125", "0.125"),
        ("12.5", "12.5"),
        ("-3", "-3"),
        ("−3", "-3"),
    ],
)
def test_a_typed_number(text: str, number: str) -> None:
    assert read_number(text, 4) == Decimal(number)


def test_a_number_of_a_spreadsheet_has_a_point_for_decimals() -> None:
    assert read_number("1.234", 4, from_sheet=True) == Decimal("1.234")
    assert read_number("0.30000000000000004", 2, from_sheet=True) == Decimal("0.30")


@pytest.mark.parametrize("text", ["abc", "1,2,3", "NaN", "Infinity", "1e40", "12,345"])
def test_what_is_no_number_of_two_decimals(text: str) -> None:
    with pytest.raises(CellFault):
        read_number(text, 2)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("1 a 10", "1..10"),
        ("de 1 até 10", "1..10"),
        ("1-10", "1..10"),
        ("até 10", "..10"),
        ("a partir de 10,5", "10.5.."),
        ("10 ou mais", "10.."),
        ("acima de 10", "10.01.."),
        ("menos de 10", "..9.99"),
        ("7", "7..7"),
    ],
)
def test_a_band_as_people_say_it(text: str, band: str) -> None:
    assert read_band(text, 2) == band


@pytest.mark.parametrize("text", ["10 a 1", "muito", "1 a", ""])
def test_what_is_no_band(text: str) -> None:
    with pytest.raises(CellFault):
        read_band(text, 2)


@given(st.none() | st.decimals(-999, 999, places=2), st.none() | st.decimals(0, 999, places=2))
def test_a_band_said_in_words_is_read_back(low: Decimal | None, width: Decimal | None) -> None:
    if low is None and width is None:
        return
    high = None if width is None else width if low is None else low + width
    stored = bands.band(None if low is None else Decimal(plain(low)), None if high is None else Decimal(plain(high)))
    assert read_band(bands.words(stored), 2) == stored


@pytest.mark.parametrize(("text", "words"), [("-1", "menor que 0"), ("100,0001", "maior que 100")])
def test_a_figure_stays_within_what_its_column_may_hold(text: str, words: str) -> None:
    rate = Result("rate", "Alíquota %", ResultType.PERCENT, decimals=4, least=Decimal(0), most=Decimal(100))
    assert (read_result(rate, "0"), read_result(rate, "100")) == ("0", "100")
    with pytest.raises(CellFault, match=words):
        read_result(rate, text)


def test_days_and_answers() -> None:
    days = ("31/12/2026", "2026-12-31", "31/12/26", "2026-12-31 00:00:00", "2026-12-31T00:00")
    assert [read_date(text).isoformat() for text in days] == ["2026-12-31"] * 5
    with pytest.raises(CellFault, match="não é uma data"):
        read_date("31/12/2026 ou depois")
    for text in ("01/01/0001", "31/12/2201", "2999-01-01"):
        with pytest.raises(CellFault, match="entre 1900 e 2200"):
            read_date(text)
    assert [read_flag(text) for text in ("Sim", "s", "X", "não", "N", "0")] == ["1", "1", "1", "0", "0", "0"]
    for read in (read_date, read_flag):
        with pytest.raises(CellFault):
            read("talvez")


def test_a_validity_may_end_in_the_last_year_and_not_begin_in_it() -> None:
    row = type_into(FREIGHT, RowState({}, {}), {"per_kilo": "1", "_from": "01/01/9999"})
    assert row.faults == {"_from": ["01/01/9999", "Escolha um dia entre 1900 e 2200."]}
    row = type_into(FREIGHT, RowState({}, {}), {"per_kilo": "1", "_from": "01/01/2026", "_to": "01/01/9999"})
    assert (row.texts["_to"], row.faults) == ("9999-01-01", {})


def test_a_note_too_long_is_kept_to_be_shortened() -> None:
    row = type_into(FREIGHT, RowState({}, {}), {"per_kilo": "1", NOTE: "x " * 400})
    assert row.faults == {NOTE: [("x " * 400).strip(), "No máximo 500 caracteres."]}


def test_a_row_keeps_what_cannot_be_beside_its_sentence() -> None:
    row = type_into(FREIGHT, RowState({}, {}), {"per_kilo": "caro", "days": "3,5", "destination_uf": " rj "})
    assert row.texts == {"destination_uf": "rj"}
    assert row.faults == {
        "per_kilo": ["caro", "“caro” não é um número."],
        "days": ["3,5", "Só números inteiros."],
    }
    fixed = type_into(FREIGHT, row, {"per_kilo": "1,50", "days": ""})
    assert (fixed.texts, fixed.faults) == ({"destination_uf": "rj", "per_kilo": "1.5"}, {})
    assert type_into(FREIGHT, fixed, {"per_kilo": ""}).faults == {"per_kilo": ["", "Preencha."]}


def test_validity_is_typed_to_its_last_day_and_kept_half_open() -> None:
    row = type_into(FREIGHT, RowState({}, {}), {"per_kilo": "1", FROM: "01/12/2026", UNTIL: "31/12/2026"})
    stored = stored_columns(FREIGHT, row)
    assert (stored["valid_from"].isoformat(), stored["valid_to"].isoformat()) == ("2026-12-01", "2027-01-01")
    upside_down = type_into(FREIGHT, row, {FROM: "02/01/2027"})
    assert upside_down.faults == {UNTIL: ["31/12/2026", "A vigência termina antes de começar."]}
    assert type_into(FREIGHT, upside_down, {FROM: "31/12/2026"}).faults == {}
