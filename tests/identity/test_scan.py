"""The scan of the whole base: who it finds, whom it leaves alone, what it remembers and what it admits to skip."""

import pytest

from benchmarks.lookalike_set import alone, cases
from benchmarks.recognition import load, recognition
from tests.cast import Cast
from tests.identity.people import CPF, NOW, party
from vinculo.customers.models import Party, Phone
from vinculo.foundation.jobs.errors import JobCancelled
from vinculo.identity import actions
from vinculo.identity.models import LookalikePair
from vinculo.identity.scanning import Scan, scan


def scanned(cast: Cast) -> Scan:
    return scan(cast.company.pk, now=NOW, report=lambda *_: None)


def test_who_is_whom_in_the_labelled_set(cast: Cast) -> None:
    cities = (cast.campinas.pk, cast.curitiba.pk)
    truth = load(list(cases(950, cities)), alone(500, cities), cast.head)
    result = scanned(cast)
    found = recognition(cast.company.pk, truth)
    assert found.precision >= 0.98, found.invented
    assert found.recall >= 0.97, found.missed
    assert result.found == found.found


def test_a_second_scan_keeps_what_it_knew_and_forgets_what_is_no_more(cast: Cast) -> None:
    one, two = party(cast, "Maria da Silva"), party(cast, "Maria Silva")
    phones = [Phone.objects.create(company=cast.company, party=each, number="+5519987654321") for each in (one, two)]
    scanned(cast)
    pair = LookalikePair.objects.get()
    assert (pair.first_id, pair.second_id, pair.points, pair.evidence) == (
        one.pk,
        two.pk,
        70,
        ["same_phone", "same_name"],
    )
    scanned(cast)
    assert LookalikePair.objects.get().pk == pair.pk
    phones[1].delete()
    assert scanned(cast).found == 0


def test_who_was_declared_different_is_not_asked_about_again(cast: Cast) -> None:
    one = party(cast, "Maria", document=CPF, is_active=False)
    two = party(cast, "Maria", document=CPF)
    scanned(cast)
    assert LookalikePair.objects.get().points == 100
    actions.distinguish(cast.bruno, one.pk, two.pk, now=NOW)
    assert scanned(cast).found == 0
    actions.forget_distinction(cast.bruno, one.pk, two.pk)
    assert scanned(cast).found == 1


def test_a_switchboard_is_left_out_and_said(cast: Cast) -> None:
    people = [party(cast, f"Colega {chr(65 + place)}lfa") for place in range(31)]
    Phone.objects.bulk_create(Phone(company=cast.company, party=each, number="+551932321010") for each in people)
    result = scanned(cast)
    assert result.found == 0
    assert "1 telefone com mais de 30 cadastros não contam (31)" in result.sentence


def test_a_stopped_scan_leaves_the_queue_as_it_was(cast: Cast) -> None:
    one, two = party(cast, "Maria da Silva"), party(cast, "Maria Silva")
    for each in (one, two):
        Phone.objects.create(company=cast.company, party=each, number="+5519987654321")
    scanned(cast)
    Party.objects.filter(pk=two.pk).update(name="Outro Nome")

    def stop(done: int, total: int | None, message: str) -> None:
        if total is not None:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        scan(cast.company.pk, now=NOW, report=stop)
    assert LookalikePair.objects.count() == 1
    assert scanned(cast).found == 0
