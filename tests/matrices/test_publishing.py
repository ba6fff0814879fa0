"""Versions, publications and the tables the engines read."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import Cast
from tests.matrices.world import FREIGHT, GENERAL, NOW, TO_RIO
from vinculo.foundation.access import NotAllowed
from vinculo.matrices import actions, queries
from vinculo.matrices.actions import editing, publishing
from vinculo.matrices.actions.drafts import start_draft
from vinculo.matrices.actions.editing import Added, Change, Typed
from vinculo.matrices.models import MatrixRow, Publication
from vinculo.matrices.refusals import DraftExists, MatrixRefused, NotADraft

SignIn = Callable[[str], Client]


@pytest.fixture
def published(cast: Cast) -> Cast:
    actions.publish_rows(cast.alice, "test_freight", [GENERAL], valid_from=None, reason="Tabela inicial", now=NOW)
    return cast


def test_the_version_in_force_decides_by_day(published: Cast) -> None:
    cast = published
    start, reason = date(2026, 12, 1), "Frete de dezembro"
    version = actions.publish_rows(
        cast.alice, "test_freight", [GENERAL, TO_RIO], valid_from=start, reason=reason, now=NOW
    )
    facts = {"destination_uf": "RJ", "weight": Decimal("9.9994")}
    before = queries.table(cast.company.pk, "test_freight", on=date(2026, 11, 30)).decide(facts, start)
    table = queries.table(cast.company.pk, "test_freight", on=start)
    after = table.decide(facts, start)
    assert (before["per_kilo"], before["free"], before["days"]) == (Decimal("1.5"), False, 5)
    assert (after["per_kilo"], after["free"], after["days"], after.score) == (Decimal("1.2"), True, None, 5)
    assert table.version == version.pk
    assert queries.table(cast.company.pk, "test_freight", on=start) is table


def test_going_back_is_publishing_an_earlier_version_again(published: Cast) -> None:
    cast = published
    first = queries.version_in_force(cast.alice, "test_freight", on=date(2026, 11, 26))
    dearer = replace(GENERAL, results={"per_kilo": Decimal("9")})
    actions.publish_rows(cast.alice, "test_freight", [dearer], valid_from=NOW.date(), reason="Aumento", now=NOW)
    assert first
    publishing.publish_again(cast.alice, first, valid_from=NOW.date(), reason="Aumento por engano", now=NOW)
    decision = queries.table(cast.company.pk, "test_freight", on=NOW.date()).decide({}, NOW.date())
    assert decision["per_kilo"] == Decimal("1.5")
    assert [each.reason for each in queries.publications(cast.alice, "test_freight")] == [
        "Aumento por engano",
        "Aumento",
        "Tabela inicial",
    ]


def test_what_has_not_begun_can_be_called_off(published: Cast) -> None:
    cast = published
    future = date(2027, 1, 1)
    actions.publish_rows(cast.alice, "test_freight", [TO_RIO], valid_from=future, reason="Ano novo", now=NOW)
    coming, current = queries.publications(cast.alice, "test_freight")
    publishing.withdraw(cast.alice, coming, today=NOW.date(), now=NOW)
    with pytest.raises(MatrixRefused, match="já foi cancelada"):
        publishing.withdraw(cast.alice, coming, today=NOW.date(), now=NOW)
    assert queries.table(cast.company.pk, "test_freight", on=future).decide({}, future)["days"] == 5
    with pytest.raises(MatrixRefused, match="já está em vigor"):
        publishing.withdraw(cast.alice, current, today=NOW.date(), now=NOW)


def test_rows_of_a_published_version_never_change(published: Cast) -> None:
    row = MatrixRow.objects.get()
    for change in (
        lambda: MatrixRow.objects.update(note="outra"),
        lambda: MatrixRow.objects.all().delete(),
        lambda: MatrixRow.objects.create(version=row.version, line=9, position=9),
    ):
        with pytest.raises(IntegrityError, match="rows do not change"), transaction.atomic():
            change()


def test_a_draft_starts_from_a_version_and_there_is_one(published: Cast) -> None:
    cast = published
    based_on = queries.version_in_force(cast.alice, "test_freight", on=NOW.date())
    draft = start_draft(cast.alice, "test_freight", based_on=based_on, now=NOW)
    assert (draft.number, draft.row_count, draft.rows.get().results["per_kilo"]) == (2, 1, "1.5")
    with pytest.raises(DraftExists), transaction.atomic():
        start_draft(cast.alice, "test_freight", based_on=None, now=NOW)
    publishing.publish(cast.alice, draft, valid_from=None, reason="Sem mudança", now=NOW)
    with pytest.raises(NotADraft):
        publishing.publish(cast.alice, draft, valid_from=None, reason="De novo", now=NOW)


def test_only_who_may_publish_publishes(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_rows(cast.sofia, "test_freight", [GENERAL], valid_from=None, reason="Não posso", now=NOW)
    assert not Publication.objects.exists()


def test_what_is_published_is_what_was_read(cast: Cast, signed_in: SignIn) -> None:
    """Alice reads what the draft changes; Adele changes it; Alice publishes: she is told, and reads again first."""
    draft = start_draft(cast.alice, FREIGHT.code, based_on=None, now=NOW)
    editing.change(cast.alice, draft.pk, Change(added=[Added(None, {"per_kilo": "3"})]), label="Nova", now=NOW)
    alice, url = signed_in("alice"), "/matrizes/test_freight/publicar/"

    def read() -> str:
        found = re.search(r'name="last_edit" value="(\d+)"', alice.get(url).text)
        assert found
        return found[1]

    seen = read()
    editing.change(cast.adele, draft.pk, Change(typed=[Typed(1, {"per_kilo": "9"})]), label="Nove", now=NOW)
    answer = alice.post(url, {"reason": "Início", "valid_from": "", "last_edit": seen})
    assert answer.status_code == 422
    assert "O rascunho mudou depois que você abriu esta página (a última alteração é de Adele" in answer.text
    again = re.search(r'name="last_edit" value="(\d+)"', answer.text)
    assert again
    assert again[1] == read() != seen
    assert alice.post(url, {"reason": "Início", "valid_from": "", "last_edit": again[1]}).status_code == 302
