"""Two profiles weighed against each other: evidence found, points, certainty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Final, NamedTuple

from vinculo.engines.identity.evidence import CEILINGS, POINTS, WORDS, Evidence
from vinculo.engines.identity.names import NameLikeness, compare_names, different_generations
from vinculo.kernel.text import fold

PROBABLE_FROM: Final = 50
POSSIBLE_FROM: Final = 20
# A telephone or e-mail of up to so many records identifies; of more, it only hints; of many (a switchboard), nothing.
_OWN_UP_TO: Final = 3
_SHARED_UP_TO: Final = 10
_CNPJ_LENGTH: Final = 14
_YEARS_OF_A_GENERATION: Final = 15
_OLDEST_ALIVE: Final = 1905
_ROOT_LENGTH: Final = 8


class Certainty(IntEnum):
    """What a resemblance asks for: nothing, a glance, a conscious "not the same", or a refusal to save."""

    NONE = 0
    POSSIBLE = 1
    PROBABLE = 2
    CERTAIN = 3


class Place(NamedTuple):
    """An address: IBGE code, CEP (eight digits or ""), street and number as typed."""

    municipality_id: int
    cep: str = ""
    street: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a record. `kind` is person or organization; `names` the name and, if any, the trade name;
    `document` is normalised; `lines` are telephones by `telephone_line`; `emails` are in lower case."""

    kind: str
    names: tuple[str, ...]
    document: str = ""
    foreign_document: str = ""
    birth_date: date | None = None
    lines: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Sharing:
    """How many records have a telephone line or e-mail; what is not listed belongs to these two alone."""

    holders: Mapping[str, int] = field(default_factory=dict)

    def of(self, handle: str) -> int:
        return self.holders.get(handle, 2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence: its points, and in words."""

    evidence: Evidence
    points: int
    words: str


@dataclass(frozen=True, slots=True)
class Resemblance:
    """`points` from 0 to 100; `ceiling` is what legitimate look-alikes may reach at most, 100 for all others."""

    points: int
    certainty: Certainty
    findings: tuple[Finding, ...]
    ceiling: int = 100


def telephone_line(digits: str) -> str:
    """The national digits without the ninth digit: `11987654321` and `1187654321` are one line.

    A landline, a foreign number or 0800 is itself.
    """
    return digits[:2] + digits[3:] if len(digits) == 11 and digits[2] == "9" else digits


def weigh(one: Profile, other: Profile, sharing: Sharing | None = None) -> Resemblance:
    """What speaks for and against the two being one. The order of the two makes no difference."""
    shared = sharing or Sharing()
    found = [
        *_documents(one, other),
        *_handles(one.lines & other.lines, shared, Evidence.SAME_PHONE, Evidence.SHARED_PHONE),
        *_handles(one.emails & other.emails, shared, Evidence.SAME_EMAIL, Evidence.SHARED_EMAIL),
        *_names(one, other),
        *_births(one, other),
        *_places(one.places, other.places),
    ]
    return resemblance_of(found)


def resemblance_of(found: list[Evidence]) -> Resemblance:
    """Points and certainty of the evidence. What is for counts to 100; then what is against, then the ceilings."""
    gained = min(100, sum(POINTS[each] for each in found if POINTS[each] > 0))
    lost = sum(POINTS[each] for each in found if POINTS[each] < 0)
    certain = Evidence.SAME_DOCUMENT in found
    ceiling = 100 if certain else min((CEILINGS[each] for each in found if each in CEILINGS), default=100)
    points = 100 if certain else max(0, min(gained + lost, ceiling))
    return Resemblance(points, _certainty(points, certain=certain), tuple(_finding(each) for each in found), ceiling)


def _certainty(points: int, *, certain: bool) -> Certainty:
    if certain:
        return Certainty.CERTAIN
    if points >= PROBABLE_FROM:
        return Certainty.PROBABLE
    return Certainty.POSSIBLE if points >= POSSIBLE_FROM else Certainty.NONE


def _finding(evidence: Evidence) -> Finding:
    return Finding(evidence, POINTS[evidence], WORDS[evidence])


def _documents(one: Profile, other: Profile) -> list[Evidence]:
    found = []
    if one.kind != other.kind and one.kind and other.kind:
        found.append(Evidence.PERSON_AND_COMPANY)
    if one.foreign_document and fold(one.foreign_document) == fold(other.foreign_document):
        found.append(Evidence.SAME_FOREIGN_DOCUMENT)
    if not one.document or not other.document:
        return found
    if one.document == other.document:
        return [Evidence.SAME_DOCUMENT]
    if (
        len(one.document) == len(other.document) == _CNPJ_LENGTH
        and one.document[:_ROOT_LENGTH] == other.document[:_ROOT_LENGTH]
    ):
        return [*found, Evidence.BRANCH]
    return [*found, Evidence.OTHER_DOCUMENT]


def _handles(common: frozenset[str], sharing: Sharing, own: Evidence, shared: Evidence) -> list[Evidence]:
    if not common:
        return []
    fewest = min(sharing.of(handle) for handle in common)
    if fewest <= _OWN_UP_TO:
        return [own]
    return [shared] if fewest <= _SHARED_UP_TO else []


_LIKENESS: Final = {
    NameLikeness.SAME: Evidence.SAME_NAME,
    NameLikeness.WITHIN: Evidence.NAME_WITHIN,
    NameLikeness.IN_PART: Evidence.NAME_IN_PART,
    NameLikeness.DIFFERENT: Evidence.OTHER_NAME,
}


def _names(one: Profile, other: Profile) -> list[Evidence]:
    """The best agreement among the names and trade names of both."""
    best = max(compare_names(mine, theirs) for mine in one.names or ("",) for theirs in other.names or ("",))
    evidence = _LIKENESS.get(best)
    if best is NameLikeness.GIVEN_ONLY and one.kind == other.kind == "organization":
        return [Evidence.OTHER_NAME]  # a married woman keeps her given name; of firms, the first word is the family's
    if evidence is None:
        return []
    between_people = "organization" not in (one.kind, other.kind) and best is not NameLikeness.DIFFERENT
    if between_people and different_generations(one.names[0], other.names[0]):
        return [evidence, Evidence.OTHER_GENERATION]
    return [evidence]


def _births(one: Profile, other: Profile) -> list[Evidence]:
    mine, theirs = one.birth_date, other.birth_date
    if mine is None or theirs is None:
        return []
    if mine == theirs:
        return [Evidence.SAME_BIRTH]
    if _is_slip(mine, theirs):
        return [Evidence.NEAR_BIRTH]
    if "organization" not in (one.kind, other.kind) and _is_generation(mine, theirs):
        return [Evidence.OTHER_BIRTH, Evidence.GENERATION_APART]
    return [Evidence.OTHER_BIRTH]


def _is_generation(one: date, other: date) -> bool:
    """As far apart as parent and child. The first of January and what is older than anybody stand for "unknown"."""
    if (1, 1) in ((one.day, one.month), (other.day, other.month)) or min(one, other).year < _OLDEST_ALIVE:
        return False
    return abs(one.year - other.year) >= _YEARS_OF_A_GENERATION and (one.day, one.month) != (other.day, other.month)


def _is_slip(one: date, other: date) -> bool:
    """Day and month swapped, two digits of the year swapped, or one digit typed wrong."""
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return True
    if (one.day, one.month) == (other.day, other.month) and sorted(str(one.year)) == sorted(str(other.year)):
        return True
    return sum(mine != theirs for mine, theirs in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True)) == 1


def _places(one: tuple[Place, ...], other: tuple[Place, ...]) -> list[Evidence]:
    if any(_is_same_address(mine, theirs) for mine in one for theirs in other):
        return [Evidence.SAME_ADDRESS]
    cities = {place.municipality_id for place in one}
    return [Evidence.SAME_CITY] if any(place.municipality_id in cities for place in other) else []


def _is_same_address(one: Place, other: Place) -> bool:
    """The number, with the CEP or with the street of the same city."""
    if one.municipality_id != other.municipality_id or not one.number or fold(one.number) != fold(other.number):
        return False
    if fold(one.number) in ("", "s n", "sn", "0"):
        return False
    if one.cep and one.cep == other.cep:
        return True
    return bool(one.street) and fold(one.street) == fold(other.street)
