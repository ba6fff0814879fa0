import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.br import cnpj as oracle

from vinculo.kernel.brazil import cnpj

ALPHANUMERIC = string.digits + string.ascii_uppercase
BODIES = st.text(ALPHANUMERIC, min_size=12, max_size=12).filter(lambda body: body != "0" * 12)


@pytest.mark.parametrize(
    "typed",
    ["12ABC34501DE35", "12.ABC.345/01DE-35", "12.abc.345/01de-35", " 12 ABC 345 01DE 35 ", "12.ABC.345/01DE\u201435"],
)
def test_an_alphanumeric_cnpj_is_read_with_or_without_mask_in_either_case(typed: str) -> None:
    assert cnpj.parse(typed) == "12ABC34501DE35"


@pytest.mark.parametrize(
    "valid",
    [
        "00000000000191",
        "00360305000104",
        "33000167000101",
        "33592510000154",
        "60746948000112",
        "11222333000181",
        "11444777000161",
    ],
)
def test_numbers_issued_before_the_letters_stay_valid(valid: str) -> None:
    assert cnpj.parse(valid) == valid


def test_the_letter_a_is_worth_seventeen_and_not_ten() -> None:
    assert cnpj.check_digits("12ABC34501DE") == "35"
    with pytest.raises(cnpj.InvalidCnpj):
        cnpj.parse("12ABC34501DE" + _check_digits_with_a_as_ten("12ABC34501DE"))


@pytest.mark.parametrize("letter", string.ascii_uppercase)
def test_every_letter_is_accepted_even_those_that_resemble_digits(letter: str) -> None:
    body = letter * 12
    number = body + cnpj.check_digits(body)
    assert cnpj.parse(number) == number
    assert oracle.is_valid(number)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Informe o CNPJ."),
        ("./-", "Informe o CNPJ."),
        ("1234567800019", "O CNPJ tem 14 caracteres; foram informados 13."),
        ("112223330001811", "O CNPJ tem 14 caracteres; foram informados 15."),
        ("12ÁBC34501DE35", "O CNPJ tem apenas números e letras de A a Z, sem acento."),
        ("12_BC34501DE35", "O CNPJ tem apenas números e letras de A a Z, sem acento."),
        ("１２ABC34501DE35", "O CNPJ tem apenas números e letras de A a Z, sem acento."),
        ("12ABC34501DE3S", "Os dois últimos caracteres do CNPJ são sempre números."),
        ("00000000000000", "Um CNPJ só de zeros não existe."),
        ("12ABC34501DE53", "Dígito verificador do CNPJ deveria ser 35."),
        ("11222333000180", "Dígito verificador do CNPJ deveria ser 81."),
    ],
)
def test_a_refusal_names_the_rule(typed: str, sentence: str) -> None:
    with pytest.raises(cnpj.InvalidCnpj) as refused:
        cnpj.parse(typed)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("digit", "123456789")
def test_fourteen_equal_digits_fail_their_own_check(digit: str) -> None:
    with pytest.raises(cnpj.InvalidCnpj, match="Dígito verificador"):
        cnpj.parse(digit * 14)


@pytest.mark.parametrize("alphabet", [string.digits, ALPHANUMERIC], ids=["numeric", "alphanumeric"])
def test_random_numbers_agree_with_an_independent_library(alphabet: str) -> None:
    generator = random.Random(20261122)
    for _ in range(300):
        body = "".join(generator.choices(alphabet, k=12))
        number = body + cnpj.check_digits(body)
        assert oracle.is_valid(number)
        assert cnpj.parse(number) == number


@given(BODIES, st.text(string.digits, min_size=2, max_size=2))
def test_only_one_pair_of_check_digits_fits_a_body(body: str, digits: str) -> None:
    number = body + digits
    assert oracle.is_valid(number) == (digits == cnpj.check_digits(body))
    if digits == cnpj.check_digits(body):
        assert cnpj.parse(cnpj.mask(number).lower()) == number
    else:
        with pytest.raises(cnpj.InvalidCnpj, match=f"deveria ser {cnpj.check_digits(body)}"):
            cnpj.parse(number)


def test_the_parts_of_a_cnpj() -> None:
    assert cnpj.root("12ABC34501DE35") == "12ABC345"
    assert cnpj.order("12ABC34501DE35") == "01DE"
    assert cnpj.mask("12ABC34501DE35") == "12.ABC.345/01DE-35"


def test_the_headquarters_of_a_branch_share_its_root() -> None:
    assert cnpj.headquarters("11222333000262") == "11222333000181"
    assert cnpj.parse(cnpj.headquarters("12ABC34501DE35")).startswith("12ABC3450001")


def _check_digits_with_a_as_ten(body: str) -> str:
    values = [int(character, 36) for character in body]
    digits = ""
    for weights in ((5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)):
        rest = sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11
        values.append(0 if rest < 2 else 11 - rest)
        digits += str(values[-1])
    return digits
