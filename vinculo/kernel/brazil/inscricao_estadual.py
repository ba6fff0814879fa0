"""Inscrição Estadual, the state registration of an ICMS taxpayer: 27 states, 27 rules.

Source: the rules each state publishes through SINTEGRA. A rule takes the number and gives it back with the check digits
it should have; the number is valid when nothing changed. Check digits are modulo 11 (`11 - rest`, 10 and 11 becoming 0)
unless the state says otherwise.

"ISENTO" is an answer of the form, not a number: it is read as an exempt registration with an empty number.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators

EXEMPT_TEXT: Final = "ISENTO"

_EXEMPT_WORDS: Final = frozenset({"ISENTO", "ISENTA"})
_CATEGORIES_OF_TOCANTINS: Final = ("01", "02", "03", "99")


class InvalidInscricaoEstadual(Refused):
    """The text is not a state registration of the given state."""


@dataclass(frozen=True, slots=True)
class InscricaoEstadual:
    """A registration in the state `uf`. An empty `number` means exempt from registering."""

    uf: str
    number: str

    @property
    def is_exempt(self) -> bool:
        return not self.number

    @property
    def masked(self) -> str:
        return EXEMPT_TEXT if self.is_exempt else mask(self.uf, self.number)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What one state accepts: how many digits, how the number starts, its check digits, its masks by length."""

    lengths: tuple[int, ...]
    corrected: Callable[[str], str]
    masks: tuple[str, ...]
    prefixes: tuple[str, ...] = ("",)


def parse(uf: str, text: str) -> InscricaoEstadual:
    """The registration typed in `text`, masked or not, in the state `uf` (two upper-case letters).

    Raises `InvalidInscricaoEstadual` naming the rule that failed.
    """
    rule = _RULES.get(uf)
    if rule is None:
        raise InvalidInscricaoEstadual("Informe a UF da inscrição estadual.")
    number = without_separators(text)
    if not number:
        raise InvalidInscricaoEstadual("Informe a inscrição estadual ou ISENTO.")
    if number in _EXEMPT_WORDS:
        return InscricaoEstadual(uf, "")
    if uf == "SP" and number.startswith("P"):
        return _parse_rural_sao_paulo(number)
    if not is_digits(number):
        raise InvalidInscricaoEstadual(f"A inscrição estadual de {uf} tem apenas números.")
    if uf == "MT" and 9 <= len(number) < 11:
        number = number.zfill(11)
    _require_shape(uf, rule, number)
    if uf == "TO" and len(number) == 11 and number[2:4] not in _CATEGORIES_OF_TOCANTINS:
        categories = ", ".join(_CATEGORIES_OF_TOCANTINS)
        raise InvalidInscricaoEstadual(
            f"Na inscrição de TO com 11 dígitos, o terceiro e o quarto são um destes: {categories}."
        )
    _require_check_digits(uf, number, rule.corrected(number))
    return InscricaoEstadual(uf, number)


def recover(uf: str, text: str) -> tuple[InscricaoEstadual, str]:
    """The registration in a spreadsheet cell and a note, empty unless zeros that a numeric cell drops were put back.

    Raises `InvalidInscricaoEstadual` as `parse` does, also when the digits could be two registrations.
    """
    typed = text.strip().removesuffix(".0").removesuffix(",0")
    try:
        return parse(uf, typed), ""
    except InvalidInscricaoEstadual:
        digits = without_separators(typed)
        lengths = _RULES[uf].lengths if uf in _RULES and is_digits(digits) else ()
        found = [
            each for length in lengths if length > len(digits) and (each := _parse_or_none(uf, digits.zfill(length)))
        ]
        if len(found) != 1:
            raise
    lost = len(found[0].number) - len(digits)
    zeros = "1 zero à esquerda recuperado" if lost == 1 else f"{lost} zeros à esquerda recuperados"
    return found[0], f"{zeros}: inscrição {found[0].masked}."


def _parse_or_none(uf: str, number: str) -> InscricaoEstadual | None:
    try:
        return parse(uf, number)
    except InvalidInscricaoEstadual:
        return None


def mask(uf: str, number: str) -> str:
    """A registration as its state prints it; as it is when the state has no mask for this length."""
    if number.startswith("P"):
        return _masked("#-########.#/###", number)
    for mask in _RULES[uf].masks:
        if mask.count("#") == len(number):
            return _masked(mask, number)
    return number


def _require_shape(uf: str, rule: _Rule, number: str) -> None:
    if len(number) not in rule.lengths:
        lengths = " ou ".join(str(length) for length in rule.lengths)
        raise InvalidInscricaoEstadual(
            f"A inscrição estadual de {uf} tem {lengths} dígitos; foram informados {len(number)}."
        )
    if not number.startswith(rule.prefixes):
        prefixes = " ou ".join(rule.prefixes)
        raise InvalidInscricaoEstadual(f"A inscrição estadual de {uf} começa por {prefixes}.")
    if not number.strip("0"):
        raise InvalidInscricaoEstadual("Uma inscrição estadual só de zeros não existe.")


def _require_check_digits(uf: str, number: str, corrected: str) -> None:
    if number != corrected:
        raise InvalidInscricaoEstadual(
            f"Dígito verificador não confere com a regra de {uf}: a inscrição seria {mask(uf, corrected)}."
        )


def _masked(mask: str, number: str) -> str:
    characters = iter(number)
    return "".join(next(characters) if position == "#" else position for position in mask)


def _sum(digits: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _modulo_11(digits: str, weights: Iterable[int]) -> int:
    rest = _sum(digits, weights) % 11
    return 0 if rest < 2 else 11 - rest


def _down(start: int) -> range:
    """The weights from `start` to 2."""
    return range(start, 1, -1)


def _one_digit(weights: Iterable[int]) -> Callable[[str], str]:
    """The rule of one check digit, the last one, over all the digits before it."""
    fixed = tuple(weights)

    def corrected(number: str) -> str:
        body = number[:-1]
        return f"{body}{_modulo_11(body, fixed)}"

    return corrected


def _two_digits(first: Iterable[int], second: Iterable[int]) -> Callable[[str], str]:
    """The rule of two check digits at the end, the second over everything before it."""
    first_weights, second_weights = tuple(first), tuple(second)

    def corrected(number: str) -> str:
        body = number[:-2]
        body = f"{body}{_modulo_11(body, first_weights)}"
        return f"{body}{_modulo_11(body, second_weights)}"

    return corrected


_NINE_DIGITS: Final = _one_digit(_down(9))
_THIRTEEN_DIGITS: Final = _two_digits([*_down(4), *_down(9)], [*_down(5), *_down(9)])
_NINE_DIGITS_MASK: Final = "##.###.###-#"


def _amapa(number: str) -> str:
    body = number[:-1]
    if body <= "03017000":
        extra, in_place_of_11 = 5, 0
    elif body <= "03019022":
        extra, in_place_of_11 = 9, 1
    else:
        extra, in_place_of_11 = 0, 0
    digit = 11 - (_sum(body, _down(9)) + extra) % 11
    return f"{body}{ {10: 0, 11: in_place_of_11}.get(digit, digit) }"


def _bahia(number: str) -> str:
    """Two check digits, the second computed first; the first digit of 8, or the second of 9, chooses the modulus."""
    body = number[:-2]
    modulus = 10 if number[len(number) - 8] in "0123458" else 11

    def digit_of(digits: str) -> int:
        rest = _sum(digits, _down(len(digits) + 1)) % modulus
        return 0 if rest == 0 or modulus - rest == 10 else modulus - rest

    second = digit_of(body)
    return f"{body}{digit_of(f'{body}{second}')}{second}"


def _goias(number: str) -> str:
    body = number[:-1]
    rest = _sum(body, _down(9)) % 11
    if rest == 1:
        return f"{body}{int('10103105' <= body <= '10119997')}"
    return f"{body}{0 if rest == 0 else 11 - rest}"


def _minas_gerais(number: str) -> str:
    body = number[:-2]
    with_zero = f"{body[:3]}0{body[3:]}"
    products = "".join(str(int(digit) * (1 + position % 2)) for position, digit in enumerate(with_zero))
    first = -sum(map(int, products)) % 10
    body = f"{body}{first}"
    return f"{body}{_modulo_11(body, [3, 2, *_down(11)])}"


def _pernambuco(number: str) -> str:
    """Nine digits today; the fourteen of the older CACEPE number stay valid."""
    if len(number) == 9:
        return _two_digits(_down(8), _down(9))(number)
    return _with_tens_dropped(number, _sum(number[:-1], [5, 4, 3, 2, 1, *_down(9)]))


def _rio_grande_do_norte(number: str) -> str:
    return _one_digit(_down(len(number)))(number)


def _rondonia(number: str) -> str:
    """Fourteen digits; of the older nine, the first three are the municipality and do not count."""
    if len(number) == 14:
        return _with_tens_dropped(number, _sum(number[:-1], [*_down(6), *_down(9)]))
    return _with_tens_dropped(number, _sum(number[3:-1], _down(6)))


def _roraima(number: str) -> str:
    body = number[:-1]
    return f"{body}{_sum(body, range(1, 9)) % 9}"


def _sao_paulo(number: str) -> str:
    """Check digits at positions 9 and 12, each the last digit of the rest by 11."""
    middle = f"{number[:8]}{_sao_paulo_digit(number[:8])}{number[9:11]}"
    return f"{middle}{_sum(middle, [3, 2, *_down(10)]) % 11 % 10}"


def _sao_paulo_digit(eight_digits: str) -> int:
    return _sum(eight_digits, (1, 3, 4, 5, 6, 7, 8, 10)) % 11 % 10


def _parse_rural_sao_paulo(number: str) -> InscricaoEstadual:
    """A rural producer: P, 0 and eleven digits, the check digit being the ninth."""
    digits = number[1:]
    if len(digits) != 12 or not is_digits(digits) or digits[0] != "0":
        raise InvalidInscricaoEstadual("A inscrição de produtor rural de SP é P0 seguido de 11 dígitos.")
    _require_check_digits("SP", number, f"P{digits[:8]}{_sao_paulo_digit(digits[:8])}{digits[9:]}")
    return InscricaoEstadual("SP", number)


def _tocantins(number: str) -> str:
    """Nine digits; the older eleven carry a category in positions 3 and 4, which does not count."""
    if len(number) == 9:
        return _NINE_DIGITS(number)
    return number[:-1] + _NINE_DIGITS(number[:2] + number[4:])[-1]


def _with_tens_dropped(number: str, total: int) -> str:
    """The last digit as `11 - rest`, of which 10 and 11 keep only the units."""
    return f"{number[:-1]}{(11 - total % 11) % 10}"


_RULES: Final = {
    "AC": _Rule((13,), _THIRTEEN_DIGITS, ("##.###.###/###-##",), ("01",)),
    "AL": _Rule((9,), _NINE_DIGITS, (_NINE_DIGITS_MASK,), ("24",)),
    "AM": _Rule((9,), _NINE_DIGITS, (_NINE_DIGITS_MASK,)),
    "AP": _Rule((9,), _amapa, (_NINE_DIGITS_MASK,), ("03",)),
    "BA": _Rule((8, 9), _bahia, ("######-##", "#######-##")),
    "CE": _Rule((9,), _NINE_DIGITS, (_NINE_DIGITS_MASK,)),
    "DF": _Rule((13,), _THIRTEEN_DIGITS, ("##.###.###/###-##",), ("07", "08")),
    "ES": _Rule((9,), _NINE_DIGITS, ("###.###.##-#",)),
    "GO": _Rule((9,), _goias, (_NINE_DIGITS_MASK,), ("10", "11", "15", "2")),
    "MA": _Rule((9,), _NINE_DIGITS, (_NINE_DIGITS_MASK,), ("12",)),
    "MG": _Rule((13,), _minas_gerais, ("###.###.###/####",)),
    "MS": _Rule((9,), _NINE_DIGITS, (_NINE_DIGITS_MASK,), ("28", "50")),
    "MT": _Rule((11,), _one_digit([3, 2, *_down(9)]), ("##########-#",)),
    "PA": _Rule((9,), _NINE_DIGITS, ("##-######-#",), ("15", "75", "76", "77", "78", "79")),
    "PB": _Rule((9,), _NINE_DIGITS, (_NINE_DIGITS_MASK,)),
    "PE": _Rule((9, 14), _pernambuco, ("#######-##", "##.#.###.#######-#")),
    "PI": _Rule((9,), _NINE_DIGITS, (_NINE_DIGITS_MASK,)),
    "PR": _Rule((10,), _two_digits([*_down(3), *_down(7)], [*_down(4), *_down(7)]), ("###.#####-##",)),
    "RJ": _Rule((8,), _one_digit([2, *_down(7)]), ("##.###.##-#",)),
    "RN": _Rule((9, 10), _rio_grande_do_norte, (_NINE_DIGITS_MASK, "##.#.###.###-#"), ("20",)),
    "RO": _Rule((9, 14), _rondonia, ("###.#####-#", "#############-#")),
    "RR": _Rule((9,), _roraima, ("########-#",), ("24",)),
    "RS": _Rule((10,), _one_digit([2, *_down(9)]), ("###/#######",)),
    "SC": _Rule((9,), _NINE_DIGITS, ("###.###.###",)),
    "SE": _Rule((9,), _NINE_DIGITS, ("########-#",)),
    "SP": _Rule((12,), _sao_paulo, ("###.###.###.###",)),
    "TO": _Rule((9, 11), _tocantins, (_NINE_DIGITS_MASK, "##########-#")),
}
# The twenty-six states and the Federal District.
STATES: Final = frozenset(_RULES)
