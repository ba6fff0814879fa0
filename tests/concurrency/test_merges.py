"""Two people merge one pair at once, on real connections: one merges, the other reads a sentence."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.cast import create_cast
from tests.identity.people import NOW, twins
from vinculo.customers.models import Note, Party
from vinculo.identity import actions
from vinculo.identity.models import Merge
from vinculo.identity.refusals import CannotUnmerge, GoneAlready, Refused

pytestmark = pytest.mark.django_db(transaction=True)


def race(*attempts: Callable[[], object]) -> list[object]:
    """Run the attempts at the same moment, each on its own connection; what each returned or was refused with."""
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return attempt()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


@pytest.mark.parametrize("crossed", [False, True], ids=["same way", "opposite ways"])
def test_one_of_two_merges_wins_and_one_of_two_unmerges(crossed: bool) -> None:
    cast = create_cast()
    one, two = twins(cast)
    bruno, sofia = cast.bruno, cast.sofia
    pairs = [(one.pk, two.pk), (two.pk, one.pk) if crossed else (one.pk, two.pk)]
    keep = {one.pk: [], two.pk: ["document"]}
    outcomes = race(
        lambda: actions.merge(bruno, *pairs[0], from_loser=keep[pairs[0][0]], now=NOW),
        lambda: actions.merge(sofia, *pairs[1], from_loser=keep[pairs[1][0]], now=NOW),
    )
    (refused,) = [each for each in outcomes if isinstance(each, Refused)]
    assert isinstance(refused, GoneAlready)
    assert "acaba de ser unificado" in refused.sentence
    (merge,) = [each for each in outcomes if isinstance(each, Merge)]
    assert Note.objects.filter(party_id=merge.survivor_id).count() == 2

    outcomes = race(
        lambda: actions.unmerge(bruno, merge, now=NOW),
        lambda: actions.unmerge(sofia, merge, now=NOW),
    )
    (refused,) = [each for each in outcomes if isinstance(each, Refused)]
    assert isinstance(refused, CannotUnmerge)
    assert Party.objects.filter(pk__in=(one.pk, two.pk)).count() == 2
    assert Note.objects.filter(party=one).count() == Note.objects.filter(party=two).count() == 1
