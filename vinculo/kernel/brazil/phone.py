"""Telephone numbers as typed in Brazil, kept in E.164.

Brazilian numbers follow Anatel's plan and are read here; numbers of other countries, which must start with `+`, are
left to the `phonenumbers` library. The ninth digit is never added in silence: an old eight-digit mobile is refused with
the number it probably is today, for a person to confirm.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import phonenumbers

from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators

_SECOND_DIGITS_OF_AREA_CODES: Final = {
    "1": "123456789",
    "2": "12478",
    "3": "1234578",
    "4": "123456789",
    "5": "1345",
    "6": "123456789",
    "7": "134579",
    "8": "123456789",
    "9": "123456789",
}
AREA_CODES: Final = frozenset(
    first + second for first, seconds in _SECOND_DIGITS_OF_AREA_CODES.items() for second in seconds
)

_COUNTRY: Final = "55"
_PARENTHESES: Final = str.maketrans("", "", "()")
_TOLL_FREE: Final = re.compile(r"800\d{6,7}")
_SHARED_COST: Final = re.compile(r"(?:30[03]|500)\d{6,7}")
_NATIONWIDE: Final = re.compile(r"(?:300\d|400\d|4020|4370|4864)\d{4}")
_USUAL: Final = re.compile(r"\(?([1-9][1-9])\)? ?(?:(9[0-9]{4})|([2-5][0-9]{3}))-?([0-9]{4})")
_WRITTEN_TRUNK: Final = re.compile(r"0(?:XX|\*\*)(?=\d)")  # 0xx11: "dial 0, a carrier of your choice, then"
_CARRIER_AND_NUMBER: Final = re.compile(r"\d{2}([1-9]\d{9,10})")


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    TOLL_FREE = "toll_free"
    SHARED_COST = "shared_cost"
    NATIONWIDE = "nationwide"
    FOREIGN = "foreign"


# Members of an enumeration are looked up slowly.
_MOBILE: Final = PhoneKind.MOBILE
_LANDLINE: Final = PhoneKind.LANDLINE


class InvalidPhone(Refused):
    """The text is not a telephone number."""


class MissingAreaCode(InvalidPhone):
    """A local number without its DDD."""

    def __init__(self) -> None:
        super().__init__("Falta o DDD, por exemplo (11) 98765-4321.")


class MissingNinthDigit(InvalidPhone):
    """A mobile in the eight-digit form abolished in 2016. `suggestion` is the number with the ninth digit, in E.164."""

    def __init__(self, suggestion: str) -> None:
        super().__init__(f"Celular tem 9 dígitos depois do DDD. Seria {mask(suggestion)}?")
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number. `e164` is `+` and digits, also for 0800 and 4004 numbers (`+558001234567`, `+5540041234`)."""

    e164: str
    kind: PhoneKind

    @property
    def area_code(self) -> str:
        """The DDD of a mobile or landline, otherwise empty."""
        return self.e164[3:5] if self.kind in (PhoneKind.MOBILE, PhoneKind.LANDLINE) else ""

    @property
    def masked(self) -> str:
        return mask(self.e164)


def parse(text: str, default_area_code: str | None = None) -> Phone:
    """The telephone number typed in `text`, with or without mask, trunk 0, carrier code and country code.

    `default_area_code` completes a local number; without it such a number raises `MissingAreaCode`. Raises
    `InvalidPhone`, or one of its kinds, naming the rule that failed.
    """
    if (usual := _USUAL.fullmatch(text)) and usual[1] in AREA_CODES:  # imports read hundreds of thousands of these
        area_code, mobile, landline, end = usual.groups()
        return Phone(f"+{_COUNTRY}{area_code}{mobile or landline}{end}", _MOBILE if mobile else _LANDLINE)
    typed = _WRITTEN_TRUNK.sub("", without_separators(text).translate(_PARENTHESES), count=1)
    if not typed:
        raise InvalidPhone("Informe o telefone.")
    international = typed.startswith(("+", "00"))
    digits = typed.removeprefix("+") if typed.startswith("+") else typed.removeprefix("00")
    if not is_digits(digits):
        raise InvalidPhone("O telefone tem apenas números; ramal e comentários vão na observação.")
    if international and not digits.startswith(_COUNTRY):
        return _parse_foreign(digits)
    if international or (len(digits) in (12, 13) and digits.startswith(_COUNTRY)):
        digits = digits.removeprefix(_COUNTRY)
    return _parse_national(_without_trunk_prefix(digits), default_area_code)


def mask(e164: str) -> str:
    """A number in E.164 as people read it: `(11) 98765-4321`, `0800 123 4567`, `4004-1234`, `+1 212-555-0123`."""
    if not e164.startswith(f"+{_COUNTRY}"):
        number = phonenumbers.parse(e164)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    number_in_brazil = e164[3:]
    if len(number_in_brazil) == 8:
        return f"{number_in_brazil[:4]}-{number_in_brazil[4:]}"
    if number_in_brazil[:2] not in AREA_CODES:
        return f"0{number_in_brazil[:3]} {number_in_brazil[3:-4]} {number_in_brazil[-4:]}"
    return f"({number_in_brazil[:2]}) {number_in_brazil[2:-4]}-{number_in_brazil[-4:]}"


def _parse_foreign(digits: str) -> Phone:
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        raise InvalidPhone("O código do país não existe.") from None
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhone(f"Não é um telefone válido para o país de código +{number.country_code}.")
    return Phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), PhoneKind.FOREIGN)


def _without_trunk_prefix(digits: str) -> str:
    """`digits` without the 0 of a long-distance call and the two digits of the carrier that may follow it."""
    if not digits.startswith("0"):
        return digits
    digits = digits.lstrip("0")
    if _special_kind(digits) is None and (after_carrier := _CARRIER_AND_NUMBER.fullmatch(digits)):
        return after_carrier[1]
    return digits


def _parse_national(digits: str, default_area_code: str | None) -> Phone:
    if kind := _special_kind(digits):
        return Phone(f"+{_COUNTRY}{digits}", kind)
    if len(digits) in (8, 9):
        if default_area_code is None:
            raise MissingAreaCode
        digits = default_area_code + digits
    if len(digits) not in (10, 11):
        raise InvalidPhone(
            f"O telefone tem o DDD e mais 8 dígitos (fixo) ou 9 (celular); foram informados {len(digits)} ao todo."
        )
    area_code, subscriber = digits[:2], digits[2:]
    if area_code not in AREA_CODES:
        raise InvalidPhone(f"O DDD {area_code} não existe.")
    return Phone(f"+{_COUNTRY}{digits}", _subscriber_kind(area_code, subscriber))


def _special_kind(digits: str) -> PhoneKind | None:
    """The kind of a number dialled without DDD from anywhere in the country, the leading 0 of 0800 already off."""
    if _TOLL_FREE.fullmatch(digits):
        return PhoneKind.TOLL_FREE
    if _SHARED_COST.fullmatch(digits):
        return PhoneKind.SHARED_COST
    if _NATIONWIDE.fullmatch(digits):
        return PhoneKind.NATIONWIDE
    return None


def _subscriber_kind(area_code: str, subscriber: str) -> PhoneKind:
    if len(subscriber) == 9:
        if subscriber[0] != "9":
            raise InvalidPhone("Celular tem 9 dígitos e começa por 9.")
        return PhoneKind.MOBILE
    if subscriber[0] in "6789":
        raise MissingNinthDigit(f"+{_COUNTRY}{area_code}9{subscriber}")
    if subscriber[0] not in "2345":
        raise InvalidPhone("Telefone fixo começa por 2, 3, 4 ou 5.")
    return PhoneKind.LANDLINE
