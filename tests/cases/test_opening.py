from datetime import timedelta

import pytest
from django.http import Http404

from tests.cases.world import NOW, World
from vinculo.cases.actions import change_nature, take_from_queue
from vinculo.cases.models import Handover, ServiceCase
from vinculo.cases.refusals import AlreadyTaken, ContactInThePast, SecondSale, SubjectNotOffered
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.audit.models import Change
from vinculo.foundation.notifications.models import Notification


def test_a_case_gets_a_protocol_an_owner_and_its_first_contact(world: World) -> None:
    case = world.case(description="  Quer trocar o carro.  ")
    contact = case.contacts.get()
    assert case.protocol == "2026-000001"
    assert (case.owner, case.team, case.description) == (
        world.cast.user("ana"),
        world.cast.sales,
        "Quer trocar o carro.",
    )
    assert (contact.owner_id, contact.party_id, contact.team_id) == (case.owner_id, case.party_id, case.team_id)
    assert world.case().protocol == "2026-000002"


def test_the_opening_is_audited_under_its_verb(world: World) -> None:
    case = world.case()
    changes = Change.objects.filter(root_type="cases.servicecase", root_id=case.pk)
    assert {change.verb for change in changes} == {"cases.case.opened"}
    assert {change.actor_id for change in changes} == {world.cast.ana.user_id}


def test_without_owner_the_case_waits_in_the_queue_of_its_nature(world: World) -> None:
    case = world.case(nature="Oficina", subject="Revisão", owner=None)
    assert (case.owner, case.team) == (None, world.cast.workshop)
    assert case.contacts.get().owner is None


def test_a_nature_without_queue_leaves_the_case_with_who_opened_it(world: World) -> None:
    assert world.case(owner=None).owner == world.cast.user("ana")


def test_the_second_open_case_of_a_customer_is_a_return(world: World) -> None:
    assert not world.case().is_return
    assert world.case(nature="Oficina", subject="Revisão").is_return


def test_two_open_sales_are_refused_only_when_the_company_says_so(world: World) -> None:
    world.case()
    assert world.case().is_return
    world.set("cases.forbid_second_sale", True)
    with pytest.raises(SecondSale):
        world.case()
    assert world.case(nature="Oficina", subject="Revisão").is_return


def test_a_subject_of_another_nature_is_refused(world: World) -> None:
    with pytest.raises(SubjectNotOffered):
        world.case(nature="Oficina", subject="Test drive")


def test_a_first_contact_in_the_past_opens_nothing(world: World) -> None:
    with pytest.raises(ContactInThePast):
        world.case(due_at=NOW - timedelta(minutes=1))
    assert not ServiceCase.objects.exists()


def test_who_may_not_open_is_refused(world: World) -> None:
    with pytest.raises(NotAllowed):
        world.case(world.cast.alice)


def test_a_customer_out_of_reach_does_not_exist(world: World) -> None:
    world.set("customers.closed_portfolio", True)
    with pytest.raises(Http404):
        world.case(world.cast.carla)


def test_opening_for_somebody_else_tells_them(world: World) -> None:
    world.case(world.cast.rita, owner="ana")
    notification = Notification.objects.get(user=world.cast.user("ana"))
    assert "Rita Aurora" in notification.title


def test_a_waiting_case_is_taken_once(world: World) -> None:
    case = world.case(nature="Oficina", subject="Revisão", owner=None)
    taken = take_from_queue(world.cast.davi, case.pk, now=NOW)
    assert taken.owner == world.cast.user("davi")
    assert taken.contacts.get(due_at__gt=NOW + timedelta(hours=2)).owner == world.cast.user("davi")
    assert case.handovers.get().kind == Handover.Kind.TAKE
    with pytest.raises(AlreadyTaken, match="Davi Aurora"):
        take_from_queue(world.cast.bruno, case.pk, now=NOW)


def test_a_case_waiting_in_another_team_does_not_exist(world: World) -> None:
    case = world.case(world.cast.rita, nature="Oficina", subject="Revisão", owner=None)
    with pytest.raises(Http404):
        take_from_queue(world.cast.carla, case.pk, now=NOW)


def test_another_nature_routes_the_case_to_its_queue(world: World) -> None:
    case = world.case()
    changed = change_nature(
        world.cast.ana, case.pk, world.nature("Oficina"), world.subject("Revisão"), owner=None, reason="", now=NOW
    )
    assert (changed.owner, changed.team, changed.nature.name) == (None, world.cast.workshop, "Oficina")
    assert changed.contacts.get().team == world.cast.workshop
    assert changed.handovers.get().kind == Handover.Kind.REROUTE


def test_another_nature_without_queue_keeps_the_owner_and_checks_the_subject(world: World) -> None:
    case = world.case()
    with pytest.raises(SubjectNotOffered):
        change_nature(
            world.cast.ana, case.pk, world.nature("SAC"), world.subject("Test drive"), owner=None, reason="", now=NOW
        )
    changed = change_nature(
        world.cast.ana, case.pk, world.nature("SAC"), world.subject("Reclamação"), owner=None, reason="", now=NOW
    )
    assert changed.owner == world.cast.user("ana")
