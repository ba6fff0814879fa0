"""The figures of docs/algorithms/identity.md, and what the document says in words."""

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from vinculo.engines.identity import (
    POINTS,
    WORDS,
    Certainty,
    Evidence,
    NameLikeness,
    Place,
    Profile,
    Sharing,
    compare_names,
    sound,
    telephone_line,
    weigh,
)
from vinculo.engines.identity.evidence import CEILINGS

_DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "identity.md"
_KINDS = {"PF": "person", "PJ": "organization"}


def table(*headings: str) -> list[tuple[str, ...]]:
    """The rows of the document's table with these headings."""
    lines = iter(_DOCUMENT.read_text().splitlines())
    heading = f"| {' | '.join(headings)} |"
    assert any(line == heading for line in lines)
    return list(_rows(lines))


def _rows(lines: Iterator[str]) -> Iterator[tuple[str, ...]]:
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        yield tuple(cell.strip() for cell in line.strip("|").split("|"))


def profile(text: str) -> tuple[Profile, int]:
    """What a cell of worked figures means, and how many records have its telephone."""
    who, *rest = text.split("; ")
    kind, _, name = who.partition(" ")
    told = dict(each.rsplit(" ", 1) for each in rest)
    place = Place(int(told["cidade"]), told.get("cep", ""), "", told.get("número", "")) if "cidade" in told else None
    return Profile(
        kind=_KINDS[kind],
        names=(name,),
        document=told.get("doc", ""),
        birth_date=date.fromisoformat(told["nasc"]) if "nasc" in told else None,
        lines=frozenset({telephone_line(told["fone"])} if "fone" in told else ()),
        emails=frozenset({told["mail"]} if "mail" in told else ()),
        places=(place,) if place else (),
    ), int(told.get("fone em", "2"))


def test_the_document_and_the_engine_give_the_same_points_and_words() -> None:
    told = {each: (int(points), words) for each, points, words in table("Evidence", "Points", "On screen")}
    assert told == {each.value: (points, WORDS[each]) for each, points in POINTS.items() if points}
    ceilings = {each: int(most) for each, most, _ in table("Evidence", "At most", "Why")}
    assert ceilings == {each.value: most for each, most in CEILINGS.items()}


@pytest.mark.parametrize(("one", "other", "likeness"), table("One name", "Other name", "Likeness"))
def test_names(one: str, other: str, likeness: str) -> None:
    assert compare_names(one, other) is compare_names(other, one) is NameLikeness[likeness]


@pytest.mark.parametrize(("one", "other", "points", "certainty"), table("One", "Other", "Points", "Certainty"))
def test_worked_figures(one: str, other: str, points: str, certainty: str) -> None:
    (mine, holders), (theirs, _) = profile(one), profile(other)
    sharing = Sharing(dict.fromkeys(mine.lines, holders))
    for first, second in permutations((mine, theirs)):
        found = weigh(first, second, sharing)
        assert (found.points, found.certainty) == (int(points), Certainty[certainty])
        assert [each.points for each in found.findings] == [POINTS[each.evidence] for each in found.findings]


def test_an_empty_profile_resembles_nobody() -> None:
    nobody = Profile(kind="", names=())
    assert weigh(nobody, profile("PF Ana Lima; fone 11987654321")[0]).findings == ()


def test_an_address_needs_a_number_to_be_the_same() -> None:
    anywhere = Profile("person", ("Ana Lima",), places=(Place(3509502, "13010000", "Rua A", "S/N"),))
    assert Evidence.SAME_ADDRESS not in {each.evidence for each in weigh(anywhere, anywhere).findings}
    numbered = Profile("person", ("Ana Lima",), places=(Place(3509502, "", "Rua A", "10"),))
    same_street = Profile("person", ("Ana Lima",), places=(Place(3509502, "13010000", "rua a", "10"),))
    assert weigh(numbered, same_street).points == 50


def test_the_sound_of_names() -> None:
    assert sound("Thaís Gonçalves") == sound("Tais Gonsalves")
    assert sound("Phelipe") == sound("Felipe")
    assert sound("") == ""
