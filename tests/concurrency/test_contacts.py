"""Two people at the same contact, case or queue at once, on real connections: one acts, the other reads a sentence."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.cases.world import NOW, World
from tests.cast import create_cast
from vinculo.cases.actions import close_contact, forward_case, open_case, reschedule, take_from_queue
from vinculo.cases.inputs import ContactOutcome, NewCase
from vinculo.cases.models import Contact, ServiceCase
from vinculo.cases.refusals import AlreadyTaken, CaseRefused, ChangedMeanwhile, ContactIsClosed, SecondSale

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return World(create_cast())


def race(*attempts: Callable[[], object]) -> list[object]:
    """Run the attempts at the same moment, each on its own connection; what each returned or was refused with."""
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return attempt()
        except CaseRefused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def refusals(outcomes: list[object]) -> list[CaseRefused]:
    return [outcome for outcome in outcomes if isinstance(outcome, CaseRefused)]


def test_two_people_close_the_same_contact(world: World) -> None:
    contact = world.contact()
    outcome = ContactOutcome(world.result(), world.next())
    ana, bruno = world.cast.ana, world.cast.bruno
    outcomes = race(
        lambda: close_contact(ana, contact.pk, outcome, now=NOW),
        lambda: close_contact(bruno, contact.pk, outcome, now=NOW),
    )
    (refused,) = refusals(outcomes)
    assert isinstance(refused, ContactIsClosed)
    assert Contact.objects.count() == 2
    assert Contact.objects.open().count() == 1


def test_one_closes_while_the_other_reschedules(world: World) -> None:
    contact = world.contact()
    outcome = ContactOutcome(world.result(), world.next())
    ana, bruno = world.cast.ana, world.cast.bruno
    later = world.next().due_at.replace(hour=20)
    outcomes = race(
        lambda: close_contact(ana, contact.pk, outcome, now=NOW, version=contact.version),
        lambda: reschedule(bruno, contact.pk, later, "Cliente pediu", now=NOW, version=contact.version),
    )
    (refused,) = refusals(outcomes)
    assert isinstance(refused, ContactIsClosed | ChangedMeanwhile)


def test_two_people_take_the_same_case_from_the_queue(world: World) -> None:
    case = world.case(nature="Oficina", subject="Revisão", owner=None)
    davi, bruno = world.cast.davi, world.cast.bruno
    outcomes = race(lambda: take_from_queue(davi, case.pk, now=NOW), lambda: take_from_queue(bruno, case.pk, now=NOW))
    (refused,) = refusals(outcomes)
    assert isinstance(refused, AlreadyTaken)
    assert case.handovers.count() == 1


def test_two_people_forward_the_same_case(world: World) -> None:
    case = world.case()
    davi = world.cast.user("davi")
    bruno, sofia = world.cast.bruno, world.cast.sofia
    race(
        lambda: forward_case(bruno, case.pk, davi, "Para o Davi", now=NOW),
        lambda: forward_case(sofia, case.pk, davi, "Para o Davi", now=NOW),
    )
    case.refresh_from_db()
    assert case.owner == davi
    assert case.handovers.count() == 1
    assert not case.contacts.open().exclude(owner=davi).exists()


def test_two_sales_at_once_when_only_one_may_be_open(world: World) -> None:
    world.set("cases.forbid_second_sale", True)
    wanted = NewCase(world.nature(), world.facts(), owner=world.cast.user("ana"))
    ana, bruno = world.cast.ana, world.cast.bruno
    outcomes = race(
        lambda: open_case(ana, world.party.pk, wanted, now=NOW),
        lambda: open_case(bruno, world.party.pk, wanted, now=NOW),
    )
    (refused,) = refusals(outcomes)
    assert isinstance(refused, SecondSale)
    assert ServiceCase.objects.count() == 1


def test_protocols_never_repeat(world: World) -> None:
    wanted = NewCase(world.nature(), world.facts(), owner=world.cast.user("ana"))
    ana = world.cast.ana
    parties = [world.customer(f"Cliente {number}") for number in range(6)]
    race(*(lambda party=party: open_case(ana, party.pk, wanted, now=NOW) for party in parties))
    protocols = list(ServiceCase.objects.values_list("protocol", flat=True))
    assert len(protocols) == len(set(protocols)) == 6
