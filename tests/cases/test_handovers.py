from datetime import timedelta

import pytest
from django.http import Http404

from tests.cases.world import NOW, World
from vinculo.cases.actions import (
    book_contact,
    close_case,
    forward_case,
    forward_cases,
    take_back_forwards,
    transfer_open_cases,
    undo_transfer,
)
from vinculo.cases.actions.transfers import TransferScope
from vinculo.cases.models import Contact, Handover, ServiceCase
from vinculo.cases.refusals import CaseIsClosed, ExplanationNeeded, NothingToUndo, SamePerson
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.notifications.models import Notification


def test_a_forwarded_case_goes_with_its_contacts_into_todays_agenda(world: World) -> None:
    case = world.case(world.cast.rita, owner="ana")
    davi = world.cast.user("davi")
    forward_case(world.cast.rita, case.pk, davi, "Quer falar da revisão", now=NOW)
    case.refresh_from_db()
    contacts = list(case.contacts.open().order_by("due_at"))
    assert (case.owner, case.team) == (davi, world.cast.workshop)
    assert [contact.owner for contact in contacts] == [davi, davi]
    assert contacts[0].due_at - NOW <= timedelta(minutes=1)
    assert contacts[0].purpose == "Quer falar da revisão"
    assert Notification.objects.filter(user=davi, title__contains="Rita Aurora encaminhou").exists()
    handover = case.handovers.get()
    assert (handover.kind, handover.from_user, handover.to_user) == (
        Handover.Kind.FORWARD,
        world.cast.user("ana"),
        davi,
    )


def test_a_contact_already_due_today_is_not_doubled(world: World) -> None:
    case = world.case(due_at=NOW + timedelta(hours=1))
    forward_case(world.cast.ana, case.pk, world.cast.user("davi"), "Está na loja", now=NOW)
    assert case.contacts.open().count() == 1


def test_forwarding_asks_for_a_reason_another_person_and_an_open_case(world: World) -> None:
    case = world.case()
    with pytest.raises(ExplanationNeeded):
        forward_case(world.cast.ana, case.pk, world.cast.user("davi"), "", now=NOW)
    with pytest.raises(SamePerson):
        forward_case(world.cast.ana, case.pk, world.cast.user("ana"), "Fica comigo", now=NOW)
    close_case(world.cast.ana, case.pk, world.reason(), now=NOW)
    with pytest.raises(CaseIsClosed):
        forward_case(world.cast.ana, case.pk, world.cast.user("davi"), "Tarde demais", now=NOW)


def test_several_cases_are_forwarded_and_those_that_stay_are_counted(world: World) -> None:
    cases = [world.case() for _ in range(3)]
    close_case(world.cast.ana, cases[0].pk, world.reason(), now=NOW)
    ids = [case.pk for case in cases]
    went, stayed = forward_cases(world.cast.ana, ids, world.cast.user("davi"), "Férias", now=NOW)
    assert ({handover.case_id for handover in went}, stayed) == (set(ids[1:]), 1)
    assert forward_cases(world.cast.carla, ids, world.cast.user("carla"), "Roubo", now=NOW) == ([], 0)


def test_a_forward_is_taken_back_with_every_contact_in_the_hands_it_was_in(world: World) -> None:
    case = world.case(due_at=NOW + timedelta(days=3))
    helper = book_contact(
        world.cast.ana, case.pk, world.next(NOW + timedelta(days=5), owner=world.cast.user("rita")), now=NOW
    )
    handover = forward_case(world.cast.ana, case.pk, world.cast.user("davi"), "Engano", now=NOW)
    assert case.contacts.open().count() == 3
    assert take_back_forwards(world.cast.ana, [handover.pk], now=NOW) == 1
    case.refresh_from_db()
    assert (case.owner, case.team) == (world.cast.user("ana"), world.cast.sales)
    assert {contact.pk: contact.owner for contact in case.contacts.open()} == {
        case.contacts.exclude(pk=helper.pk).get().pk: world.cast.user("ana"),
        helper.pk: world.cast.user("rita"),
    }
    with pytest.raises(NothingToUndo):
        take_back_forwards(world.cast.ana, [handover.pk], now=NOW)


def test_what_went_on_to_other_hands_or_was_anothers_forward_is_not_taken_back(world: World) -> None:
    case = world.case()
    first = forward_case(world.cast.ana, case.pk, world.cast.user("davi"), "Está na loja", now=NOW)
    with pytest.raises(NothingToUndo):
        take_back_forwards(world.cast.bruno, [first.pk], now=NOW)
    forward_case(world.cast.davi, case.pk, world.cast.user("bruno"), "É com você", now=NOW)
    with pytest.raises(NothingToUndo):
        take_back_forwards(world.cast.ana, [first.pk], now=NOW)
    case.refresh_from_db()
    assert case.owner == world.cast.user("bruno")


def test_everything_open_is_transferred_and_closed_cases_stay(world: World) -> None:
    open_one, closed_one = world.case(), world.case()
    close_case(world.cast.ana, closed_one.pk, world.reason(), now=NOW)
    others = world.case(world.cast.bruno, owner="davi", due_at=None)
    book_contact(world.cast.bruno, others.pk, world.next(owner=world.cast.user("ana")), now=NOW)
    scope = TransferScope(world.cast.user("ana"))
    transfer = transfer_open_cases(world.cast.sofia, scope, world.cast.user("davi"), "Férias", now=NOW)
    assert (transfer.case_ids, len(transfer.contact_ids)) == ([open_one.pk], 2)
    assert ServiceCase.objects.get(pk=closed_one.pk).owner == world.cast.user("ana")
    assert not Contact.objects.open().filter(owner=world.cast.user("ana")).exists()
    assert ServiceCase.objects.get(pk=open_one.pk).team == world.cast.workshop
    assert Notification.objects.filter(user=world.cast.user("davi"), title__contains="transferiu").exists()


def test_a_transfer_can_be_limited_to_a_nature_and_to_days(world: World) -> None:
    sale, service = world.case(), world.case(nature="Oficina", subject="Revisão")
    old = world.case(now=NOW - timedelta(days=30), due_at=NOW)
    scope = TransferScope(world.cast.user("ana"), nature=world.nature("Oficina"))
    transfer = transfer_open_cases(world.cast.sofia, scope, world.cast.user("davi"), "Só oficina", now=NOW)
    assert transfer.case_ids == [service.pk]
    recent = TransferScope(world.cast.user("ana"), opened_from=NOW.date(), opened_to=NOW.date())
    transfer = transfer_open_cases(world.cast.sofia, recent, world.cast.user("davi"), "Recentes", now=NOW)
    assert transfer.case_ids == [sale.pk]
    assert ServiceCase.objects.get(pk=old.pk).owner == world.cast.user("ana")


def test_undoing_a_transfer_gives_back_what_is_still_there(world: World) -> None:
    kept, closed, passed_on = world.case(), world.case(), world.case()
    others = world.case(world.cast.bruno, owner="davi", due_at=None)
    helping = book_contact(world.cast.bruno, others.pk, world.next(owner=world.cast.user("ana")), now=NOW)
    scope = TransferScope(world.cast.user("ana"))
    transfer = transfer_open_cases(world.cast.sofia, scope, world.cast.user("davi"), "Férias", now=NOW)
    close_case(world.cast.davi, closed.pk, world.reason(), now=NOW)
    forward_case(world.cast.davi, passed_on.pk, world.cast.user("bruno"), "É com você", now=NOW)
    undo_transfer(world.cast.sofia, transfer.pk, now=NOW)
    owners = {case.pk: case.owner for case in ServiceCase.objects.select_related("owner")}
    assert owners == {
        kept.pk: world.cast.user("ana"),
        closed.pk: world.cast.user("davi"),
        passed_on.pk: world.cast.user("bruno"),
        others.pk: world.cast.user("davi"),
    }
    assert ServiceCase.objects.get(pk=kept.pk).team == world.cast.sales
    assert kept.contacts.get().owner == world.cast.user("ana")
    helping.refresh_from_db()
    assert (helping.owner, helping.team) == (world.cast.user("ana"), world.cast.sales)
    with pytest.raises(NothingToUndo):
        undo_transfer(world.cast.sofia, transfer.pk, now=NOW)


def test_only_leaders_transfer_and_only_their_own_people(world: World) -> None:
    world.case()
    scope = TransferScope(world.cast.user("ana"))
    with pytest.raises(NotAllowed):
        transfer_open_cases(world.cast.ana, scope, world.cast.user("davi"), "Férias", now=NOW)
    with pytest.raises(Http404):
        transfer_open_cases(world.cast.caio, scope, world.cast.user("carla"), "Férias", now=NOW)
    with pytest.raises(SamePerson):
        transfer_open_cases(world.cast.sofia, scope, world.cast.user("ana"), "Férias", now=NOW)
    with pytest.raises(ExplanationNeeded):
        transfer_open_cases(world.cast.sofia, scope, world.cast.user("davi"), "", now=NOW)
