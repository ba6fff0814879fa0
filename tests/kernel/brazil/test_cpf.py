import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.br import cpf as oracle

from vinculo.kernel.brazil import cpf

BODIES = st.text("0123456789", min_size=9, max_size=9).filter(lambda body: len(set(body)) > 1)


@pytest.mark.parametrize(
    "typed",
    [
        "12345678909",
        "123.456.789-09",
        " 123.456.789-09 ",
        "123 456 789 09",
        "123.456.789\u201309",
        "\u00a0123456789-09",
    ],
)
def test_a_cpf_is_read_with_or_without_mask(typed: str) -> None:
    assert cpf.parse(typed) == "12345678909"


@pytest.mark.parametrize(
    "valid",
    ["52998224725", "11144477735", "00000000191", "01234567890", "93541134780", "39053344705", "16899535009"],
)
def test_published_examples_are_valid(valid: str) -> None:
    assert cpf.parse(valid) == valid


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Informe o CPF."),
        ("  .-", "Informe o CPF."),
        ("123.456.789-0X", "O CPF tem apenas números."),
        ("１２３４５６７８９０９", "O CPF tem apenas números."),
        ("1234567890²", "O CPF tem apenas números."),
        ("1234567890", "O CPF tem 11 dígitos; foram informados 10."),
        ("123456789090", "O CPF tem 11 dígitos; foram informados 12."),
        ("123.456.789-00", "Dígito verificador do CPF deveria ser 09."),
        ("123.456.789-90", "Dígito verificador do CPF deveria ser 09."),
    ],
)
def test_a_refusal_names_the_rule(typed: str, sentence: str) -> None:
    with pytest.raises(cpf.InvalidCpf) as refused:
        cpf.parse(typed)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("digit", "0123456789")
def test_eleven_equal_digits_are_refused_although_the_arithmetic_accepts_them(digit: str) -> None:
    assert cpf.check_digits(digit * 9) == digit * 2
    with pytest.raises(cpf.InvalidCpf, match="todos os dígitos iguais"):
        cpf.parse(digit * 11)


def test_three_hundred_random_numbers_agree_with_an_independent_library() -> None:
    generator = random.Random(20261122)
    for _ in range(300):
        number = f"{generator.randrange(10**9):09}"
        number += cpf.check_digits(number)
        assert oracle.is_valid(number)
        assert cpf.parse(number) == number


@given(BODIES, st.text("0123456789", min_size=2, max_size=2))
def test_only_one_pair_of_check_digits_fits_a_body(body: str, digits: str) -> None:
    number = body + digits
    assert oracle.is_valid(number) == (digits == cpf.check_digits(body))
    if digits == cpf.check_digits(body):
        assert cpf.parse(cpf.mask(number)) == number
    else:
        with pytest.raises(cpf.InvalidCpf, match=f"deveria ser {cpf.check_digits(body)}"):
            cpf.parse(number)


def test_the_private_mask_hides_the_first_three_and_the_check_digits() -> None:
    assert cpf.mask("12345678909") == "123.456.789-09"
    assert cpf.mask_private("12345678909") == "***.456.789-**"
