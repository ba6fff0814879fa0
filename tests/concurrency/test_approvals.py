"""Approvals raced on real connections: one answer counts, and no approval outlives the content."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.approvals.world import KIND, NOW, answer, ask, prepare, write
from tests.cast import Cast, create_cast
from vinculo.approvals import queries
from vinculo.approvals.models import ApprovalDecision, ApprovalRequest
from vinculo.approvals.queries import Standing
from vinculo.approvals.refusals import ApprovalRefused
from vinculo.foundation import audit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> Cast:
    return prepare(create_cast())


def race(*attempts: Callable[[], object]) -> list[object]:
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> object:
        try:
            start.wait(timeout=20)
            return attempt()
        except ApprovalRefused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def test_two_approvers_at_once_decide_once(world: Cast) -> None:
    request = ask(world)
    sofia, bruno = world.sofia, world.bruno
    outcomes = race(lambda: answer(sofia, request), lambda: answer(bruno, request, approve=False))
    refused = [outcome for outcome in outcomes if isinstance(outcome, ApprovalRefused)]
    assert len(refused) == 1
    assert "já está" in str(refused[0])
    decision = ApprovalDecision.objects.get()
    request.refresh_from_db()
    assert request.status == ("approved" if decision.approved else "refused")


def test_an_edit_and_an_approval_at_once_never_leave_an_approval_of_what_was_not_seen(world: Cast) -> None:
    request = ask(world)
    sofia = world.sofia

    def edit() -> None:
        with audit.writing(None, "approvals.request.voided"):
            write(world, 1, {"price": 1, "quantity": 10, "term": "30/60"})

    race(lambda: answer(sofia, request), edit)
    request.refresh_from_db()
    assert request.status in ("approved", "void")
    assert queries.standing(world.company.pk, KIND, 1, now=NOW).standing is Standing.STALE


def test_two_requests_for_one_document_leave_one_pending(world: Cast) -> None:
    outcomes = race(lambda: ask(world), lambda: ask(world, by="davi"))
    assert any(isinstance(outcome, ApprovalRequest) for outcome in outcomes)
    assert ApprovalRequest.objects.filter(status="pending").count() == 1
