"""The agenda: colours by day (E2E-7), whose contacts, pages of a group, days and weeks, the cost of it all."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from tests.cases.world import NOW, World
from vinculo.agenda import pages, queries
from vinculo.agenda.filters import AgendaFilter, Mode, Whose, read_filter
from vinculo.agenda.layout import place_day, week_of
from vinculo.cases.actions import book_contact, close_case
from vinculo.cases.models import Contact
from vinculo.cases.rules import Bucket
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.geography.models import Municipality

SignIn = Callable[[str], Client]
ZONE = ZoneInfo("America/Sao_Paulo")


def mine(whose: Whose = Whose.MINE, mode: Mode = Mode.LIST, person_id: int | None = None) -> AgendaFilter:
    return AgendaFilter(whose=whose, mode=mode, day=NOW.date(), person_id=person_id)


def colours(actor: Actor, now: datetime) -> dict[Bucket, int]:
    return queries.counts(actor, mine(), now, ZONE).buckets


def test_a_contact_for_tomorrow_is_green_then_black_then_red(world: World) -> None:
    case = world.case()
    days = [colours(world.cast.ana, NOW + timedelta(days=days)) for days in range(3)]
    assert [day[Bucket.FUTURE] for day in days] == [1, 0, 0]
    assert [day[Bucket.TODAY] for day in days] == [0, 1, 0]
    assert [day[Bucket.OVERDUE] for day in days] == [0, 0, 1]
    close_case(world.cast.ana, case.pk, world.reason(), now=NOW)
    assert not any(colours(world.cast.ana, NOW).values())


@pytest.mark.parametrize(("zone", "midnight"), [("America/Sao_Paulo", 3), ("America/Manaus", 4)])
def test_the_group_of_the_page_changes_at_midnight_of_the_establishment(
    world: World, signed_in: SignIn, zone: str, midnight: int
) -> None:
    Municipality.objects.filter(pk=world.cast.campinas.pk).update(timezone=zone)
    tomorrow = datetime(2026, 3, 11, midnight, tzinfo=UTC)
    world.case(due_at=tomorrow - timedelta(minutes=30))
    client = signed_in("ana")
    for now, tone in ((tomorrow - timedelta(minutes=1), "today"), (tomorrow, "overdue")):
        with patch.object(clock, "now", return_value=now):
            words = client.get(reverse("agenda:home")).content.decode()
        assert f'class="contact {tone}' in words


def test_own_and_assigned_are_kept_apart(world: World) -> None:
    case = world.case()
    wanted = world.next(NOW + timedelta(days=2), owner=world.cast.user("davi"))
    given = book_contact(world.cast.ana, case.pk, wanted, now=NOW)
    assert given not in queries.contacts_in(world.cast.ana, mine())
    assert list(queries.contacts_in(world.cast.ana, mine(Whose.ASSIGNED))) == [given]
    assert list(queries.contacts_in(world.cast.davi, mine())) == [given]


def test_leaders_see_their_people_and_nobody_elses(world: World) -> None:
    contact = world.contact()
    person = world.cast.ana.user_id
    for leader in (world.cast.sofia, world.cast.bruno):
        assert contact in queries.contacts_in(leader, mine(Whose.TEAM))
        assert contact in queries.contacts_in(leader, mine(Whose.TEAM, person_id=person))
    assert not queries.contacts_in(world.cast.caio, mine(Whose.TEAM)).exists()
    assert not queries.contacts_in(world.cast.caio, mine(Whose.TEAM, person_id=person)).exists()
    assert read_filter({"ver": "equipe"}, world.cast.ana, NOW.date()).whose is Whose.MINE


def test_the_queue_is_for_its_team(world: World, signed_in: SignIn) -> None:
    case = world.case(world.cast.rita, nature="Oficina", subject="Revisão", owner=None)
    assert queries.queue(world.cast.davi) == [case]
    assert queries.queue(world.cast.carla) == []
    davi = signed_in("davi")
    assert "Assumir" in davi.get(reverse("agenda:home"), {"ver": "fila"}).content.decode()
    answer = davi.post(reverse("cases:take", args=[case.pk]), headers={"HX-Request": "true"})
    assert answer.status_code == 204
    case.refresh_from_db()
    assert case.owner_id == world.cast.davi.user_id


def test_a_group_continues_where_its_page_ended(world: World, signed_in: SignIn) -> None:
    now = clock.now()
    case = world.case(now=now, due_at=None)
    same = now + timedelta(days=5)
    for _ in range(25):
        book_contact(world.cast.ana, case.pk, world.next(same), now=now)
    contacts = queries.contacts_in(world.cast.ana, mine())
    first, cursor = queries.rows_of(contacts, limit=20)
    assert cursor is not None
    rest, end = queries.rows_of(contacts, after=cursor)
    assert end is None
    assert {contact.pk for contact in (*first, *rest)} == set(contacts.values_list("pk", flat=True))
    assert len(first) + len(rest) == 25
    client = signed_in("ana")
    url = pages.more_url(mine(), Bucket.FUTURE, cursor)
    assert client.get(url).content.decode().count("data-contact=") == 5
    for senseless in ("", "ontem_1", "2026-03-10T10:00:00_1", f"{same.isoformat()}_x"):
        assert client.get(reverse("agenda:more"), {"de": "futuros", "depois": senseless}).status_code == 404


@pytest.mark.parametrize("mode", ["lista", "dia", "semana"])
@pytest.mark.parametrize("whose", ["meus", "atribuidos", "equipe", "fila"])
def test_every_view_costs_the_same_however_much_there_is(
    world: World,
    signed_in: SignIn,
    mode: str,
    whose: str,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    now = clock.now()
    for hours in (1, 26, 50):
        case = world.case(now=now, due_at=now + timedelta(hours=hours), party=world.customer(f"Cliente {hours}"))
        Contact.objects.filter(case=case).update(due_at=now + timedelta(hours=hours - 27))
        world.case(now=now, due_at=now + timedelta(hours=hours), party=world.customer(f"Outro {hours}"))
    client = signed_in("sofia")
    with django_assert_max_num_queries(15):
        assert client.get(reverse("agenda:home"), {"modo": mode, "ver": whose}).status_code == 200


def test_senseless_addresses_show_the_usual_agenda(world: World, signed_in: SignIn) -> None:
    world.case(now=clock.now(), due_at=clock.now() + timedelta(days=1))
    client = signed_in("ana")
    for address in (
        {"ver": "todos"},
        {"modo": "mes"},
        {"modo": "dia", "dia": "0000-00-00"},
        {"pessoa": "x"},
        {"grupo": "?"},
        {"contato": "abc"},
    ):
        assert client.get(reverse("agenda:home"), address).status_code == 200


def test_a_shared_address_shows_no_contact_out_of_reach(world: World, signed_in: SignIn) -> None:
    contact = world.contact()
    carla = signed_in("carla")
    answer = carla.get(reverse("agenda:home"), {"contato": contact.pk})
    assert answer.status_code == 200
    assert world.party.name not in answer.content.decode()
    assert carla.get(reverse("agenda:preview", args=[contact.pk])).status_code == 404


def test_the_week_begins_on_sunday_and_marks_holidays(world: World) -> None:
    week = week_of(datetime(2026, 9, 7, tzinfo=UTC).date())
    assert (week[0].isoformat(), week[-1].isoformat()) == ("2026-09-06", "2026-09-12")
    wanted = AgendaFilter(whose=Whose.MINE, mode=Mode.WEEK, day=week[3])
    columns = pages.agenda_page(world.cast.ana, wanted, NOW)["columns"]
    assert columns[1].holiday
    assert [column.is_business_day for column in columns] == [False, False, True, True, True, True, False]


def test_contacts_at_the_same_hour_stand_side_by_side(world: World) -> None:
    case = world.case(due_at=None)
    at = NOW + timedelta(days=1)
    contacts = [book_contact(world.cast.ana, case.pk, world.next(at), now=NOW) for _ in range(5)]
    blocks, more = place_day(contacts, NOW, ZONE, most_lanes=8)
    assert [(block.lane, block.lanes) for block in blocks] == [(lane, 5) for lane in range(5)]
    assert not more
    blocks, more = place_day(contacts, NOW, ZONE, most_lanes=3)
    assert [(block.lane, block.lanes) for block in blocks] == [(0, 3), (1, 3)]
    assert [(extra.start, extra.count) for extra in more] == [(14 * 60, 3)]
