"""Worked examples as the states publish and print them, with the edges of the ranges of Amapá and Goiás."""

import random

import pytest

from tests.kernel.brazil.registrations import ISSUED, WRONG, by_state
from vinculo.kernel.brazil import inscricao_estadual
from vinculo.kernel.brazil.inscricao_estadual import InscricaoEstadual, InvalidInscricaoEstadual

PUBLISHED = {
    "AC": ["01.004.823/001-12"],
    "AL": ["240000048"],
    "AM": ["04.193.980-8"],
    "AP": ["03.012.345-9", "03.017.000-7", "03.017.001-1", "03.019.022-5", "03.019.023-1"],
    "BA": ["123456-63", "612345-57", "1000003-06"],
    "CE": ["06.000.001-5"],
    "DF": ["07.300.001/001-09"],
    "ES": ["082.223.54-8"],
    "GO": ["10.987.654-7", "101031051"],
    "MA": ["12.000.038-5"],
    "MG": ["062.307.904/0081"],
    "MS": ["28.303.759-8"],
    "MT": ["0013000001-9", "130000019"],
    "PA": ["15-999999-5"],
    "PB": ["16.000.001-7", "06.000.001-5"],
    "PE": ["0321418-40", "18.1.001.0000004-9"],
    "PI": ["01.234.567-9", "19.301.656-7"],
    "PR": ["123.45678-50"],
    "RJ": ["78.045.30-2"],
    "RN": ["20.040.040-1", "20.0.040.040-0"],
    "RO": ["101.62521-3", "0000000062521-3"],
    "RR": [
        "24006628-1", "24001755-6", "24003429-0", "24001360-3", "24008266-8",
        "24006153-6", "24007356-2", "24005467-4", "24004145-5", "24001340-7",
    ],
    "RS": ["224/3658792"],
    "SC": ["251.040.852"],
    "SE": ["27123456-3"],
    "SP": ["110.042.490.114", "P-01100424.3/002"],
    "TO": ["2901022783-6", "29.022.783-6"],
}  # fmt: skip
EXAMPLES = [(uf, number) for uf, numbers in PUBLISHED.items() for number in numbers]


@pytest.mark.parametrize(("uf", "number"), EXAMPLES)
def test_published_examples_are_valid_with_and_without_mask(uf: str, number: str) -> None:
    registration = inscricao_estadual.parse(uf, number)
    assert not registration.is_exempt
    assert inscricao_estadual.parse(uf, registration.number) == registration
    assert inscricao_estadual.parse(uf, registration.masked) == registration


@pytest.mark.parametrize(("uf", "number"), EXAMPLES)
def test_changing_the_last_digit_is_noticed_and_the_right_number_shown(uf: str, number: str) -> None:
    registration = inscricao_estadual.parse(uf, number)
    rural = number.startswith("P")
    for digit in "0123456789":
        wrong = _with_check_digit(registration.number, digit, rural=rural)
        if wrong == registration.number:
            continue
        with pytest.raises(InvalidInscricaoEstadual) as refused:
            inscricao_estadual.parse(uf, wrong)
        assert refused.value.sentence.startswith(f"Dígito verificador não confere com a regra de {uf}")
        if uf != "BA":
            assert registration.masked in refused.value.sentence


def test_what_the_states_issued_is_valid_and_a_wrong_digit_is_not() -> None:
    """One of each kind for every state at least; all that disagree are named together."""
    issued, wrong = by_state(ISSUED), by_state(WRONG)
    assert set(issued) == set(wrong) == set(PUBLISHED)
    refused = [(uf, number) for uf, numbers in issued.items() for number in numbers if not _is_valid(uf, number)]
    accepted = [(uf, number) for uf, numbers in wrong.items() for number in numbers if _is_valid(uf, number)]
    assert (refused, accepted) == ([], [])


def test_all_twenty_seven_states_have_a_rule() -> None:
    assert len(PUBLISHED) == 27


@pytest.mark.parametrize("typed", ["ISENTO", "isento", " Isenta "])
@pytest.mark.parametrize("uf", sorted(PUBLISHED))
def test_exempt_is_an_answer_without_a_number(uf: str, typed: str) -> None:
    assert inscricao_estadual.parse(uf, typed) == InscricaoEstadual(uf, "")
    assert InscricaoEstadual(uf, "").masked == "ISENTO"


@pytest.mark.parametrize(
    ("uf", "typed", "sentence"),
    [
        ("XX", "123", "Informe a UF da inscrição estadual."),
        ("SP", "", "Informe a inscrição estadual ou ISENTO."),
        ("SP", "11004249011", "A inscrição estadual de SP tem 12 dígitos; foram informados 11."),
        ("BA", "1234567", "A inscrição estadual de BA tem 8 ou 9 dígitos; foram informados 7."),
        ("RJ", "7804530X", "A inscrição estadual de RJ tem apenas números."),
        ("AC", "0200482300112", "A inscrição estadual de AC começa por 01."),
        ("PA", "160000017", "A inscrição estadual de PA começa por 15 ou 75 ou 76 ou 77 ou 78 ou 79."),
        ("SC", "000000000", "Uma inscrição estadual só de zeros não existe."),
        ("SP", "P110042430021", "A inscrição de produtor rural de SP é P0 seguido de 11 dígitos."),
        ("SP", "P01100424300", "A inscrição de produtor rural de SP é P0 seguido de 11 dígitos."),
        (
            "TO",
            "01047737427",
            "Na inscrição de TO com 11 dígitos, o terceiro e o quarto são um destes: 01, 02, 03, 99.",
        ),
        ("RJ", "78045303", "Dígito verificador não confere com a regra de RJ: a inscrição seria 78.045.30-2."),
    ],
)
def test_a_refusal_names_the_rule(uf: str, typed: str, sentence: str) -> None:
    with pytest.raises(InvalidInscricaoEstadual) as refused:
        inscricao_estadual.parse(uf, typed)
    assert refused.value.sentence == sentence


def test_mato_grosso_numbers_are_completed_to_eleven_digits() -> None:
    assert inscricao_estadual.parse("MT", "130000019").number == "00130000019"


@pytest.mark.parametrize(
    ("uf", "cell", "number", "note"),
    [
        ("AC", "100482300112", "0100482300112", "1 zero à esquerda recuperado: inscrição 01.004.823/001-12."),
        ("RO", "1656554.0", "00000001656554", "7 zeros à esquerda recuperados: inscrição 0000000165655-4."),
        ("SE", "017682606", "017682606", ""),
    ],
)
def test_the_zeros_a_spreadsheet_drops_are_put_back(uf: str, cell: str, number: str, note: str) -> None:
    assert inscricao_estadual.recover(uf, cell) == (InscricaoEstadual(uf, number), note)


@pytest.mark.parametrize(("uf", "cell"), [("AC", "100482300113"), ("SP", "1,1E+11"), ("XX", "123")])
def test_what_no_zeros_explain_is_refused(uf: str, cell: str) -> None:
    with pytest.raises(InvalidInscricaoEstadual):
        inscricao_estadual.recover(uf, cell)


def test_goias_numbers_of_the_special_range_end_in_one_where_others_end_in_zero() -> None:
    special = [body for body in range(10103105, 10103205) if _goias_rest(body) == 1]
    ordinary = [body for body in range(10119998, 10120098) if _goias_rest(body) == 1]
    assert special
    assert ordinary
    for body in special:
        assert inscricao_estadual.parse("GO", f"{body}1")
    for body in ordinary:
        assert inscricao_estadual.parse("GO", f"{body}0")


@pytest.mark.parametrize("uf", ["AM", "CE", "ES", "PB", "PI", "SC"])
def test_exactly_one_digit_in_ten_closes_a_nine_digit_number(uf: str) -> None:
    generator = random.Random(uf)
    for _ in range(50):
        body = f"{generator.randrange(1, 10**8):08}"
        accepted = [digit for digit in "0123456789" if _is_valid(uf, body + digit)]
        total = sum(int(digit) * weight for digit, weight in zip(body, range(9, 1, -1), strict=True))
        assert accepted == [str(-total % 11 % 10)]


def _is_valid(uf: str, number: str) -> bool:
    try:
        inscricao_estadual.parse(uf, number)
    except InvalidInscricaoEstadual:
        return False
    return True


def _with_check_digit(number: str, digit: str, *, rural: bool) -> str:
    return f"{number[:9]}{digit}{number[10:]}" if rural else f"{number[:-1]}{digit}"


def _goias_rest(body: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(str(body), range(9, 1, -1), strict=True)) % 11
