"""Names typed with slips: what is one slip, which words are near, and that the search finds who was meant."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.customers.people import prospect
from vinculo.customers.actions.vocabulary import learn_new_names, relearn_names
from vinculo.customers.models import NameWord, Party
from vinculo.customers.search import find_parties
from vinculo.customers.spelling import Known, nearest, slips


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("fernanda", "fernanda", 0),
        ("fernada", "fernanda", 1),
        ("fernandda", "fernanda", 1),
        ("fermanda", "fernanda", 1),
        ("fernadna", "fernanda", 1),
        ("oliveria", "oliveira", 1),
        ("olievria", "oliveira", 2),
        ("ana", "", 3),
    ],
)
def test_a_slip_is_a_letter_too_many_missing_wrong_or_out_of_place(one: str, other: str, distance: int) -> None:
    assert slips(one, other) == slips(other, one) == distance


def test_the_nearest_words_come_first_and_then_the_most_frequent() -> None:
    known = [Known("marina", 9), Known("marta", 500), Known("maria", 20), Known("marca", 3), Known("moura", 900)]
    assert nearest("marua", known) == ["marta", "maria", "marca"]
    assert nearest("mara", known) == ["marta", "maria", "marca"]
    assert nearest("maria", known) == ["marta", "marina", "marca"]


def test_a_long_word_may_have_two_slips_and_a_short_one_only_one() -> None:
    assert nearest("guilehrmme", [Known("guilherme", 1)]) == ["guilherme"]
    assert nearest("jaoa", [Known("joao", 1)]) == []


@pytest.fixture
def registry(cast: Cast) -> Cast:
    prospect(cast.ana, "Fernanda Oliveira Nogueira")
    prospect(cast.ana, "Guilherme Bittencourt")
    prospect(cast.bruno, "Fernanda Olivares")
    learn_new_names(cast.ana.company_id)
    return cast


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fernadna oliveria", ["Fernanda Oliveira Nogueira"]),
        ("nogueria", ["Fernanda Oliveira Nogueira"]),
        ("gulherme bittencort", ["Guilherme Bittencourt"]),
        ("fernanda olievira nog", ["Fernanda Oliveira Nogueira"]),
        ("xyzt", []),
    ],
)
def test_who_was_meant_is_found_and_said_to_be_spelt_otherwise(registry: Cast, typed: str, found: list[str]) -> None:
    hits = find_parties(registry.ana, typed, 12)
    assert [(hit.title, hit.matched) for hit in hits] == [(name, ("Grafia parecida", "")) for name in found]


def test_nothing_near_is_offered_when_something_was_found(registry: Cast) -> None:
    assert [hit.matched for hit in find_parties(registry.ana, "oliveira", 12)] == [None]


def test_a_misspelt_name_of_another_portfolio_is_known_without_its_contents(registry: Cast) -> None:
    [hit] = find_parties(registry.ana, "olivraes", 12)
    assert (hit.restricted, hit.subtitle) == (True, "Prospect · sem carteira")


def test_finding_what_was_meant_costs_two_more_queries(
    registry: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        find_parties(registry.ana, "fernanda", 12)
    with django_assert_num_queries(5):
        find_parties(registry.ana, "fernadna", 12)


def test_a_name_that_is_gone_leaves_no_trace_after_the_night(registry: Cast) -> None:
    Party.objects.filter(name="Guilherme Bittencourt").update(name="Anônimo")
    relearn_names(registry.ana.company_id)
    assert not NameWord.objects.filter(word__in=["guilherme", "bittencourt"]).exists()
    assert NameWord.objects.get(word="fernanda").names == 2


def test_names_are_learned_once(registry: Cast) -> None:
    learn_new_names(registry.ana.company_id)
    prospect(registry.ana, "Fernanda Reis")
    learn_new_names(registry.ana.company_id)
    assert NameWord.objects.get(word="fernanda").names == 3
