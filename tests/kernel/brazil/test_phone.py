import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.kernel.brazil import phone
from vinculo.kernel.brazil.phone import PhoneKind

AREA_CODES = st.sampled_from(sorted(phone.AREA_CODES))
MOBILES = st.builds("{}9{}{:07}".format, AREA_CODES, st.sampled_from("6789"), st.integers(0, 9_999_999))
LANDLINES = st.builds("{}{}{:07}".format, AREA_CODES, st.sampled_from("2345"), st.integers(0, 9_999_999))


@pytest.mark.parametrize(
    "typed",
    [
        "11987654321",
        "(11) 98765-4321",
        "11 9 8765 4321",
        "011 98765-4321",
        "(011) 98765-4321",
        "0 15 11 98765-4321",
        "02111987654321",
        "+55 11 98765-4321",
        "+55 (11) 98765-4321",
        "+55 (011) 98765-4321",
        "0055 11 98765-4321",
        "5511987654321",
        "11.98765.4321",
        "\u200b11\u00a098765\u20134321",
    ],
)
def test_one_mobile_typed_in_many_ways_is_one_number(typed: str) -> None:
    number = phone.parse(typed)
    assert number.e164 == "+5511987654321"
    assert number.kind is PhoneKind.MOBILE
    assert number.area_code == "11"
    assert number.masked == "(11) 98765-4321"


@pytest.mark.parametrize(
    ("typed", "e164", "kind", "masked"),
    [
        ("(21) 3333-4444", "+552133334444", PhoneKind.LANDLINE, "(21) 3333-4444"),
        ("0800 123 4567", "+558001234567", PhoneKind.TOLL_FREE, "0800 123 4567"),
        ("0800 12 3456", "+55800123456", PhoneKind.TOLL_FREE, "0800 12 3456"),
        ("+55 800 123 4567", "+558001234567", PhoneKind.TOLL_FREE, "0800 123 4567"),
        ("0300 789 1234", "+553007891234", PhoneKind.SHARED_COST, "0300 789 1234"),
        ("4004-1234", "+5540041234", PhoneKind.NATIONWIDE, "4004-1234"),
        ("3003 1234", "+5530031234", PhoneKind.NATIONWIDE, "3003-1234"),
        ("+1 212 555 0123", "+12125550123", PhoneKind.FOREIGN, "+1 212-555-0123"),
        ("+351 912 345 678", "+351912345678", PhoneKind.FOREIGN, "+351 912 345 678"),
        ("0054 9 11 2345 6789", "+5491123456789", PhoneKind.FOREIGN, "+54 9 11 2345-6789"),
        ("55 99999-9999", "+5555999999999", PhoneKind.MOBILE, "(55) 99999-9999"),
        ("+55 55 3222 1234", "+555532221234", PhoneKind.LANDLINE, "(55) 3222-1234"),
    ],
)
def test_every_kind_of_number(typed: str, e164: str, kind: PhoneKind, masked: str) -> None:
    number = phone.parse(typed)
    assert (number.e164, number.kind, number.masked) == (e164, kind, masked)
    assert phone.parse(number.e164) == number
    assert phone.parse(number.masked) == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Informe o telefone."),
        ("( ) -", "Informe o telefone."),
        ("11 98765-4321 ramal 12", "O telefone tem apenas números; ramal e comentários vão na observação."),
        ("11 98765-4321 / 11 3333-4444", "O telefone tem o DDD e mais 8 dígitos (fixo) ou 9 (celular); "
                                         "foram informados 21 ao todo."),
        ("20 98765-4321", "O DDD 20 não existe."),
        ("11 18765-4321", "Celular tem 9 dígitos e começa por 9."),
        ("11 1333-4444", "Telefone fixo começa por 2, 3, 4 ou 5."),
        ("11 0333-4444", "Telefone fixo começa por 2, 3, 4 ou 5."),
        ("+999 123 456", "O código do país não existe."),
        ("+1 555", "Não é um telefone válido para o país de código +1."),
        ("+", "O telefone tem apenas números; ramal e comentários vão na observação."),
    ],
)  # fmt: skip
def test_a_refusal_names_the_rule(typed: str, sentence: str) -> None:
    with pytest.raises(phone.InvalidPhone) as refused:
        phone.parse(typed)
    assert refused.value.sentence == sentence


def test_the_ninth_digit_is_proposed_and_never_added() -> None:
    with pytest.raises(phone.MissingNinthDigit) as refused:
        phone.parse("(11) 8765-4321")
    assert refused.value.suggestion == "+5511987654321"
    assert refused.value.sentence == "Celular tem 9 dígitos depois do DDD. Seria (11) 98765-4321?"


def test_a_local_number_needs_an_area_code_from_somewhere() -> None:
    with pytest.raises(phone.MissingAreaCode, match="Falta o DDD"):
        phone.parse("98765-4321")
    assert phone.parse("98765-4321", default_area_code="47").e164 == "+5547987654321"
    assert phone.parse("3333-4444", default_area_code="47").e164 == "+554733334444"
    assert phone.parse("4004-1234", default_area_code="47").e164 == "+5540041234"


def test_there_are_sixty_seven_area_codes() -> None:
    assert len(phone.AREA_CODES) == 67
    assert not {"20", "23", "25", "26", "29", "30", "36", "39", "50", "52", "56", "70", "72", "76"} & phone.AREA_CODES


@given(MOBILES | LANDLINES)
def test_brazilian_numbers_agree_with_the_reference_library(digits: str) -> None:
    number = phone.parse(digits)
    reference = phonenumbers.parse(digits, "BR")
    assert phonenumbers.is_valid_number(reference)
    assert number.e164 == phonenumbers.format_number(reference, phonenumbers.PhoneNumberFormat.E164)
    assert phone.parse(number.masked) == phone.parse(f"0{digits}") == phone.parse(f"+55{digits}") == number


@given(st.text("0123456789+-() .abc", max_size=20))
def test_any_text_is_read_or_refused_and_what_is_read_reads_again(text: str) -> None:
    number = _parse_or_none(text)
    assert number is None or phone.parse(number.e164) == phone.parse(number.masked) == number


def _parse_or_none(text: str) -> phone.Phone | None:
    try:
        return phone.parse(text)
    except phone.InvalidPhone:
        return None
