"""Brazilian names compared as people hear, shorten, swap and mistype them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from vinculo.kernel.text import fold

_PARTICLES: Final = frozenset({"da", "de", "do", "das", "dos", "e", "d", "del", "di", "du", "von", "van"})
_GENERATIONS: Final = {"filho": "filho", "fo": "filho", "junior": "junior", "jr": "junior", "neto": "neto",
                       "neta": "neto", "sobrinho": "sobrinho", "segundo": "segundo",
                       "terceiro": "terceiro"}  # fmt: skip
_LEGAL_FORMS: Final = frozenset(
    {"ltda", "limitada", "me", "epp", "eireli", "sa", "mei", "cia", "companhia", "ss", "slu"}
)
# Common short forms in the names of companies, written out.
_ABBREVIATIONS: Final = {"com": "comercio", "ind": "industria", "distrib": "distribuidora", "rep": "representacoes",
                         "transp": "transportes", "serv": "servicos", "mat": "materiais"}  # fmt: skip

# How people are called, and the names it stands for.
_NICKNAMES: Final = """
    ze zeca zezinho juca: José; chico chiquinho: Francisco; toninho tonho tonico toni: Antônio; tonha: Antônia;
    luizinho lula: Luiz; tiao: Sebastião; cida cidinha: Aparecida; fafa: Fátima; edu dudu: Eduardo; cadu: Carlos;
    carlinhos: Carlos; paulinho: Paulo; beto: Roberto Alberto Gilberto Humberto Norberto; giba: Gilberto;
    xande alex: Alexandre; mane: Manoel; tete: Teresa Terezinha; bel: Isabel; isa: Isabel Isabela; celo: Marcelo;
    gabi: Gabriel Gabriela; biel: Gabriel; nando: Fernando; nanda: Fernanda; rafa: Rafael Rafaela; quim: Joaquim;
    joaozinho joca: João; pedrinho: Pedro; dito bene: Benedito; leo: Leonardo Leandro; dani: Daniel Daniela;
    aninha: Ana; mari mariazinha: Maria Mariana; digo: Rodrigo; gui: Guilherme; rique: Henrique; juju: Juliana Júlia;
    pati: Patrícia; cris: Cristina Cristiane; dri: Adriana; guto: Augusto Gustavo; guga: Gustavo; vitinho: Vitor;
    marquinhos: Marcos; jorginho: Jorge; claudinho: Cláudio; ceica: Conceição; mundico: Raimundo; neco: Manoel
"""
_VOWELS: Final = frozenset("aeio")
# What one initial may be heard as: C in Carla and Cecília, G in Gustavo and Gilda, M at the end of a word.
_ONE_INITIAL: Final = (frozenset("ks"), frozenset("gj"), frozenset("mn"))
_READ_AS_LETTERS: Final = str.maketrans("015", "ois")


class NameLikeness(IntEnum):
    """How far two names agree, least first. UNKNOWN: one of them says nothing."""

    UNKNOWN = 0
    DIFFERENT = 1
    GIVEN_ONLY = 2
    IN_PART = 3
    WITHIN = 4
    SAME = 5


def sound(text: str) -> str:
    """How a Brazilian name sounds: `"Thaís Souza"` and `"Tais Sousa"` give one key.

    The SQL function `vinculo_sound` gives the same answer.
    """
    key = f" {fold(text.lower().replace('ç', 's'))} "
    for written, heard in _FIRST:
        key = key.replace(written, heard)
    key = key.translate(_LETTERS)
    for written, heard in _THEN:
        key = key.replace(written, heard)
    key = key.translate(_HARD)
    for written, heard in _LAST:
        key = key.replace(written, heard)
    return key.replace(" felip", " filip").strip()


_FIRST: Final = (("ph", "f"), ("chr", "kr"), ("ch", "x"), ("sh", "x"), ("lh", "l1"), ("nh", "n1"))
_LETTERS: Final = str.maketrans({"y": "i", "w": "v", "z": "s", "h": None})
_THEN: Final = (("ck", "k"), ("ct", "t"), ("pt", "t"), ("sce", "se"), ("sci", "si"), ("ce", "se"), ("ci", "si"),
                ("ge", "je"), ("gi", "ji"))  # fmt: skip
_HARD: Final = str.maketrans({"c": "k", "q": "k"})
_LAST: Final = (
    ("ku", "k"), ("ll", "l"), ("ss", "s"), ("nn", "n"), ("tt", "t"), ("rr", "r"), ("pp", "p"), ("ff", "f"),
    ("mm", "m"), ("dd", "d"), ("bb", "b"), ("kk", "k"), ("vv", "v"), ("aa", "a"), ("ee", "e"), ("ii", "i"),
    ("oo", "o"), ("m ", "n "), ("aes ", "ais "), ("eia ", "ea "), ("oel ", "uel "),
)  # fmt: skip


def _nicknames() -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for entry in _NICKNAMES.split(";"):
        called, _, names = entry.partition(":")
        for each in called.split():
            known[sound(each)] = known.get(sound(each), frozenset()) | frozenset(sound(names).split())
    return known


_KNOWN_AS: Final = _nicknames()


@dataclass(frozen=True, slots=True)
class HeardName:
    """The words of a name as they sound, particles and legal forms left out; `generation` is filho, junior, neto…"""

    words: tuple[str, ...]
    generation: str = ""


@lru_cache(maxsize=65_536)
def heard(name: str) -> HeardName:
    """The name as it is compared."""
    # As in `sound`: the cedilla is heard before the accents go.
    spelled = fold(name.lower().replace("ç", "s")).split()
    written = [word for place, word in enumerate(spelled) if word not in _PARTICLES or (place == 0 and word == "e")]
    if len(written) > 2 and written[-2:] == ["s", "a"]:  # S.A., S/A
        written = written[:-2]
    generation = ""
    while len(written) > 2 and written[-1] in _GENERATIONS:
        generation = _GENERATIONS[written.pop()]
    kept = [word for word in written if word not in _LEGAL_FORMS] or written
    spoken = sound(" ".join(_ABBREVIATIONS.get(word, _as_letters(word)) for word in kept)).split()
    return HeardName(tuple(spoken), generation)


def _as_letters(word: str) -> str:
    """`S0uza` as a scanner reads it is Souza; a word of digits, or one that begins with one (3M), is itself."""
    return word if word.isalpha() or len(word) < 4 or word.isdigit() else word.translate(_READ_AS_LETTERS)


def compare_names(one: str, other: str) -> NameLikeness:
    """How far the two names agree, in any order of words, with typing errors and initials forgiven."""
    return _compare(heard(one).words, heard(other).words)


def different_generations(one: str, other: str) -> bool:
    """`José Lima` and `José Lima Filho` are father and son."""
    return heard(one).generation != heard(other).generation


def _compare(one: Sequence[str], other: Sequence[str]) -> NameLikeness:
    if not one or not other:
        return NameLikeness.UNKNOWN
    if one == other or "".join(one) == "".join(other):
        return NameLikeness.SAME if len(one) + len(other) > 2 else NameLikeness.WITHIN
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    matched = _matches(shorter, longer)
    given = words_agree(one[0], other[0]) or _stands_for_second(one, other) or _stands_for_second(other, one)
    if matched == len(shorter) == len(longer) > 1:
        return NameLikeness.SAME
    if matched == len(shorter) and (given or (len(shorter) > 1 and _holds_given(shorter, longer))):
        return NameLikeness.WITHIN
    if not given or _has_other_second_name(one, other):
        return NameLikeness.DIFFERENT
    return NameLikeness.IN_PART if matched > 1 else NameLikeness.GIVEN_ONLY


def _stands_for_second(one: Sequence[str], other: Sequence[str]) -> bool:
    """`Cida Souza` is how `Maria Aparecida Souza` is called."""
    return len(other) > 2 and other[1] in _KNOWN_AS.get(one[0], ())


def _has_other_second_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """`Maria Clara Lima Souza` and `Maria Luiza Lima Souza` are sisters: what differs comes before what they share."""
    if len(one) < 3 or len(other) < 3 or not words_agree(one[-1], other[-1]):
        return False
    return not any(words_agree(one[1], word) for word in other[1:]) and not any(
        words_agree(other[1], word) for word in one[1:]
    )


def _holds_given(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Swapped names still hold the given one: `Silva Maria` within `Maria Souza Silva`."""
    return any(words_agree(word, longer[0]) for word in shorter)


def _matches(shorter: Sequence[str], longer: Sequence[str]) -> int:
    left = list(longer)
    count = 0
    for word in shorter:
        for candidate in left:
            if words_agree(word, candidate):
                left.remove(candidate)
                count += 1
                break
    return count


@lru_cache(maxsize=262_144)
def words_agree(one: str, other: str) -> bool:
    """Equal, what the other is called, an initial of it, or within a slip of the keyboard (two from nine letters)."""
    if one == other or other in _KNOWN_AS.get(one, ()) or one in _KNOWN_AS.get(other, ()):
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0] or {one[0], other[0]} in _ONE_INITIAL
    if len(one) == 2 or len(other) == 2:  # Ap., Ma.
        return one[:2] == other[:2]
    shortest = min(len(one), len(other))
    if shortest < 4 or (one[0] != other[0] and one[1:3] != other[1:3]):
        return False
    if one[:-1] == other[:-1] and {one[-1], other[-1]} <= _VOWELS:
        return False  # Fernando and Fernanda, Rosa and Rose: another vowel at the end is another name
    most = 2 if shortest >= 9 else 1
    return abs(len(one) - len(other)) <= most and slips(one, other, most) <= most


def slips(one: str, other: str, most: int) -> int:
    """Letters typed wrong, left out, put in or swapped with the next; counting stops above `most`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for position, letter in enumerate(one, 1):
        older, before, row = before, row, [position]
        for column, candidate in enumerate(other, 1):
            cost = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != candidate))
            if position > 1 and column > 1 and letter == other[column - 2] and one[position - 2] == candidate:
                cost = min(cost, older[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
