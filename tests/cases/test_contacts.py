from datetime import timedelta

import pytest
from django.http import Http404

from tests.cases.world import NOW, TOMORROW, World
from vinculo.cases.actions import (
    book_contact,
    close_case,
    close_contact,
    edit_case,
    reopen_case,
    reschedule,
    undo_reschedule,
)
from vinculo.cases.inputs import CaseEnd, ContactOutcome
from vinculo.cases.models import Contact
from vinculo.cases.refusals import (
    CaseIsClosed,
    CaseIsOpen,
    ChangedMeanwhile,
    ContactInThePast,
    ContactIsClosed,
    ExplanationNeeded,
    NextContactNeeded,
    NothingToUndo,
    ReasonNotOffered,
    SameMoment,
)
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.notifications.models import Notification

LATER = NOW + timedelta(days=3)


def test_closing_a_contact_books_the_next_one(world: World) -> None:
    contact = world.contact()
    outcome = ContactOutcome(world.result(), world.next(LATER, purpose="Enviar proposta"), "Falamos.", "Animada.")
    following = close_contact(world.cast.ana, contact.pk, outcome, now=NOW)
    contact.refresh_from_db()
    assert following is not None
    assert (following.previous, following.due_at, following.purpose) == (contact, LATER, "Enviar proposta")
    assert (contact.closed_at, contact.result, contact.description) == (NOW, world.result(), "Falamos.")
    assert contact.case.is_open


def test_closing_a_contact_may_end_the_case_and_what_is_pending(world: World) -> None:
    contact = world.contact()
    book_contact(world.cast.ana, contact.case_id, world.next(LATER), now=NOW)
    close_contact(world.cast.ana, contact.pk, ContactOutcome(world.result(), CaseEnd(world.reason())), now=NOW)
    case = contact.case
    case.refresh_from_db()
    assert (case.closed_at, case.closing_reason) == (NOW, world.reason())
    assert not case.contacts.filter(closed_at__isnull=True).exists()


def test_nobody_is_left_without_a_next_step(world: World) -> None:
    contact = world.contact()
    with pytest.raises(NextContactNeeded):
        close_contact(world.cast.ana, contact.pk, ContactOutcome(world.result(), None), now=NOW)
    book_contact(world.cast.ana, contact.case_id, world.next(LATER), now=NOW)
    close_contact(world.cast.ana, contact.pk, ContactOutcome(world.result(), None), now=NOW)
    assert Contact.objects.open().count() == 1


def test_a_next_contact_in_the_past_closes_nothing(world: World) -> None:
    contact = world.contact()
    with pytest.raises(ContactInThePast):
        close_contact(world.cast.ana, contact.pk, ContactOutcome(world.result(), world.next(NOW)), now=NOW)
    contact.refresh_from_db()
    assert contact.is_open


def test_a_reason_of_another_nature_is_refused(world: World) -> None:
    contact = world.contact()
    wrong = ContactOutcome(world.result(), CaseEnd(world.reason("Serviço realizado")))
    with pytest.raises(ReasonNotOffered):
        close_contact(world.cast.ana, contact.pk, wrong, now=NOW)
    with pytest.raises(ReasonNotOffered):
        close_case(world.cast.ana, contact.case_id, world.reason("Serviço realizado"), now=NOW)


def test_reasons_are_restricted_by_action_only_when_the_company_says_so(world: World) -> None:
    end = ContactOutcome(world.result(), CaseEnd(world.reason("Não gostou no test drive")))
    world.set("cases.restrict_reasons_by_action", True)
    contact = world.contact()
    with pytest.raises(ReasonNotOffered):
        close_contact(world.cast.ana, contact.pk, end, now=NOW)
    world.set("cases.restrict_reasons_by_action", False)
    close_contact(world.cast.ana, contact.pk, end, now=NOW)


def test_a_closed_contact_says_who_closed_it(world: World) -> None:
    contact = world.contact()
    outcome = ContactOutcome(world.result(), world.next(LATER))
    close_contact(world.cast.ana, contact.pk, outcome, now=NOW)
    with pytest.raises(ContactIsClosed, match="Ana Aurora já encerrou"):
        close_contact(world.cast.bruno, contact.pk, outcome, now=NOW)
    assert Contact.objects.count() == 2


def test_an_old_version_of_a_contact_is_refused(world: World) -> None:
    contact = world.contact()
    reschedule(world.cast.ana, contact.pk, LATER, "Cliente pediu", now=NOW, version=contact.version)
    outcome = ContactOutcome(world.result(), CaseEnd(world.reason()))
    with pytest.raises(ChangedMeanwhile):
        close_contact(world.cast.bruno, contact.pk, outcome, now=NOW, version=contact.version)


def test_rescheduling_keeps_the_reason_and_can_be_undone_once(world: World) -> None:
    contact = world.contact()
    move = reschedule(world.cast.ana, contact.pk, LATER, " Cliente pediu ", now=NOW)
    contact.refresh_from_db()
    assert (contact.due_at, move.from_at, move.reason) == (LATER, TOMORROW, "Cliente pediu")
    assert undo_reschedule(world.cast.ana, move.pk, now=NOW).due_at == TOMORROW
    assert contact.reschedules.count() == 2
    with pytest.raises(NothingToUndo):
        undo_reschedule(world.cast.ana, move.pk, now=NOW)


def test_rescheduling_needs_a_reason_another_moment_and_the_future(world: World) -> None:
    contact = world.contact()
    with pytest.raises(ExplanationNeeded):
        reschedule(world.cast.ana, contact.pk, LATER, "  ", now=NOW)
    with pytest.raises(ContactInThePast):
        reschedule(world.cast.ana, contact.pk, NOW, "Cliente pediu", now=NOW)
    with pytest.raises(SameMoment):
        reschedule(world.cast.ana, contact.pk, TOMORROW, "Cliente pediu", now=NOW)


def test_a_contact_booked_for_somebody_else_is_theirs_and_tells_them(world: World) -> None:
    case = world.case(due_at=None)
    wanted = world.next(owner=world.cast.user("davi"), purpose="Avaliar o usado")
    contact = book_contact(world.cast.ana, case.pk, wanted, now=NOW)
    assert (contact.owner, contact.team) == (world.cast.user("davi"), world.cast.workshop)
    assert Notification.objects.filter(user=world.cast.user("davi")).count() == 1


def test_a_closed_case_is_read_only(world: World) -> None:
    case = world.case()
    close_case(world.cast.ana, case.pk, world.reason(), now=NOW)
    with pytest.raises(CaseIsClosed):
        book_contact(world.cast.ana, case.pk, world.next(), now=NOW)
    with pytest.raises(CaseIsClosed):
        close_case(world.cast.ana, case.pk, world.reason(), now=NOW)
    with pytest.raises(CaseIsClosed):
        edit_case(world.cast.ana, case.pk, world.facts(), version=case.version)


def test_an_edit_over_an_older_version_is_refused(world: World) -> None:
    case = world.case()
    edited = edit_case(world.cast.ana, case.pk, world.facts(description="Novo texto"), version=case.version)
    assert edited.description == "Novo texto"
    with pytest.raises(ChangedMeanwhile):
        edit_case(world.cast.bruno, case.pk, world.facts(description="Outro"), version=case.version)


def test_leaders_reopen_with_reason_and_next_contact(world: World) -> None:
    case = world.case()
    with pytest.raises(CaseIsOpen):
        reopen_case(world.cast.sofia, case.pk, "Cliente voltou", world.next(LATER), now=NOW)
    close_case(world.cast.ana, case.pk, world.reason(), now=NOW)
    with pytest.raises(NotAllowed):
        reopen_case(world.cast.ana, case.pk, "Cliente voltou", world.next(LATER), now=NOW)
    with pytest.raises(ExplanationNeeded):
        reopen_case(world.cast.sofia, case.pk, " ", world.next(LATER), now=NOW)
    reopened = reopen_case(world.cast.sofia, case.pk, "Cliente voltou", world.next(LATER), now=NOW)
    assert (reopened.is_open, reopened.closing_reason) == (True, None)
    assert reopened.contacts.open().get().due_at == LATER


def test_a_seller_of_another_branch_finds_nothing_to_act_on(world: World) -> None:
    contact = world.contact()
    outcome = ContactOutcome(world.result(), CaseEnd(world.reason()))
    with pytest.raises(Http404):
        close_contact(world.cast.carla, contact.pk, outcome, now=NOW)
    with pytest.raises(Http404):
        reschedule(world.cast.carla, contact.pk, LATER, "Cliente pediu", now=NOW)
    with pytest.raises(Http404):
        close_case(world.cast.carla, contact.case_id, world.reason(), now=NOW)
