import pytest

from vinculo.kernel.payment_card import HIDDEN, holds_card_number, passes_luhn, without_card_numbers


@pytest.mark.parametrize(
    "text",
    [
        # The test numbers the brands publish.
        "4111111111111111",
        "5555 5555 5555 4444",
        "3782-822463-10005",
        "6011.1111.1111.1117",
        "meu cartão: 4111 1111 1111 1111, val 12/29",
        "2223003122003222",
        "4111\u00a01111\u00a01111\u00a01111",
        "4111/1111/1111/1111",
        "4111\n1111\n1111\n1111",
        "4111_1111_1111_1111",
        "４１１１１１１１１１１１１１１１",
        "30569309025904",
    ],
)
def test_a_card_number_is_seen_however_it_is_written(text: str) -> None:
    assert holds_card_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",  # its check digit is wrong
        "12345678901",
        "52998224725",  # a CPF
        "11222333000181",  # a CNPJ
        "+55 19 98765-4321",
        "1111",
        "+5519911111007",  # passes Luhn, and no brand has thirteen digits after 55
        "4333333333004",  # an Inscrição Estadual of Minas may look so
        "36000009000140",  # a CNPJ that passes Luhn
        "7891000315507",  # a GTIN begins with 7
        "41111111111111111111111111",  # too long for a card
        "Itaú 0341 ag 1234 c/c 12345-6",
    ],
)
def test_other_numbers_are_left_in_peace(text: str) -> None:
    assert not holds_card_number(text)


def test_only_the_number_is_taken_out_of_a_text() -> None:
    assert without_card_numbers("pagou com 4111 1111 1111 1111 ontem") == f"pagou com {HIDDEN} ontem"


def test_luhn_worked_by_hand() -> None:
    # 7992739871 and its check digit 3: 7+9+9+4+7+6+9+7+7+2 = 67, and 3 makes 70.
    assert passes_luhn("79927398713")
    assert not passes_luhn("79927398710")
