"""A few days of a dealership: what reception opens, sales works, the workshop takes over and the manager moves around.

Every step goes through the pages, and every write of the story is in the audit with who, what, before and after.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cases.world import World
from tests.scenarios.conftest import SetClock
from vinculo.cases.models import Contact, ServiceCase
from vinculo.customers.models import Party
from vinculo.foundation.audit.models import Change
from vinculo.foundation.audit.verbs import verb_label

SignIn = Callable[[str], Client]
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
MONDAY = datetime(2027, 3, 8, 10, 0, tzinfo=SAO_PAULO)
DAY = timedelta(days=1)
NAME = "Leopoldina Saraiva"


def typed(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M}"


def group_of(client: Client, name: str, query: str = "") -> str | None:
    """The group of the agenda in which a customer stands, by its heading."""
    page = client.get(f"{reverse('agenda:home')}{query}").content.decode()
    sections = re.findall(r'<section class="group \w+" aria-label="(\w+): [^"]*">(.*?)</section>', page, re.S)
    return next((title for title, rows in sections if name in rows), None)


def accepted(answer: HttpResponse) -> HttpResponse:
    assert answer.status_code in (204, 302), answer.content.decode()[:3_000]
    return answer


def open_a_case(client: Client, world: World, party: Party, due_at: datetime) -> ServiceCase:
    facts = world.facts()
    choices = {name: getattr(facts, name).pk for name in ("type", "subject", "media", "channel")}
    wanted = {
        **choices,
        "nature": world.nature().pk,
        "owner": world.cast.user("ana").pk,
        "description": "Quer trocar o carro antes do fim do ano.",
        "book": "on",
        "action": world.action().pk,
        "due_at": typed(due_at),
        "purpose": "Convidar para o test drive",
    }
    accepted(client.post(reverse("cases:new", args=[party.pk]), wanted))
    return ServiceCase.objects.get(party=party)


def register(client: Client) -> Party:
    rows = {
        f"{rows}-{key}": "0" for rows in ("phones", "emails", "addresses") for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    phone = {"phones-TOTAL_FORMS": "1", "phones-0-number": "(19) 98111-2233"}
    data = {"kind": "person", "name": NAME, **rows, **phone}
    accepted(client.post(reverse("customers:new_prospect"), data))
    return Party.objects.get(name=NAME)


def test_green_tomorrow_black_on_its_day_red_after_it(world: World, signed_in: SignIn, it_is: SetClock) -> None:
    it_is(MONDAY)
    rita, ana = signed_in("rita"), signed_in("ana")
    party = register(rita)
    open_a_case(rita, world, party, MONDAY + DAY)
    assert group_of(ana, NAME) == "Futuros"
    it_is(MONDAY + DAY - timedelta(hours=9))
    assert group_of(ana, NAME) == "Hoje"
    it_is(MONDAY + DAY + timedelta(hours=12))
    assert group_of(ana, NAME) == "Hoje"
    it_is(MONDAY + 2 * DAY)
    assert group_of(ana, NAME) == "Atrasados"


def test_forwarded_transferred_and_back(world: World, signed_in: SignIn, it_is: SetClock) -> None:
    it_is(MONDAY)
    ana, davi, bruno = signed_in("ana"), signed_in("davi"), signed_in("bruno")
    case = open_a_case(ana, world, world.customer(NAME), MONDAY + 3 * DAY)
    reason = {"to_user": world.cast.user("davi").pk, "reason": "Quer falar da revisão"}
    accepted(ana.post(reverse("cases:forward", args=[case.pk]), reason))
    assert group_of(ana, NAME) is None
    assert group_of(davi, NAME) == "Hoje"
    assert "Ana Aurora" in davi.get(reverse("notifications:list")).content.decode()
    case.refresh_from_db()
    assert case.owner == world.cast.user("davi")

    people = {"from_user": world.cast.user("davi").pk, "to_user": world.cast.user("ana").pk, "reason": "Férias"}
    preview = bruno.post(reverse("cases:transfer"), people | {"step": "preview"})
    assert "Ana Aurora" in preview.content.decode()
    assert group_of(davi, NAME) == "Hoje"
    accepted(bruno.post(reverse("cases:transfer"), people | {"step": "confirm"}))
    assert (group_of(davi, NAME), group_of(ana, NAME)) == (None, "Hoje")
    undo = re.search(
        r"/atendimentos/transferencia/\d+/desfazer/", bruno.get(reverse("cases:transfer")).content.decode()
    )
    assert undo is not None
    accepted(bruno.post(undo.group()))
    assert (group_of(davi, NAME), group_of(ana, NAME)) == ("Hoje", None)


def test_every_write_of_a_story_is_in_the_audit(world: World, signed_in: SignIn, it_is: SetClock) -> None:
    it_is(MONDAY)
    ana = signed_in("ana")
    party = register(ana)
    case = open_a_case(ana, world, party, MONDAY + DAY)
    contact = case.contacts.get()
    later = {"due_at": typed(MONDAY + 2 * DAY), "reason": "Cliente pediu", "version": contact.version}
    accepted(ana.post(reverse("cases:reschedule", args=[contact.pk]), later))
    contact.refresh_from_db()
    outcome = {
        "result": world.result().pk,
        "description": "Marcou a visita.",
        "then": "end",
        "closing_reason": world.reason().pk,
        "version": contact.version,
    }
    accepted(ana.post(reverse("cases:close_contact", args=[contact.pk]), outcome))
    accepted(ana.post(reverse("customers:add_note", args=[party.pk]), {"body": "Prefere de manhã"}))

    changes = list(Change.objects.filter(actor_id=world.cast.user("ana").pk).order_by("id"))
    assert [
        verb for verb in dict.fromkeys(change.verb for change in changes) if verb.startswith(("customers", "cases"))
    ] == [
        "customers.party.prospect_registered",
        "cases.case.opened",
        "cases.contact.rescheduled",
        "cases.contact.closed",
        "customers.note.written",
    ]
    for change in changes:
        assert change.actor_name == "Ana Aurora"
        assert change.company_id == world.cast.company.pk
        assert verb_label(change.verb) != change.verb
        assert (change.before is None) == (change.operation == "I"), change
        assert (change.after is None) == (change.operation == "D"), change
    moved = next(change for change in changes if change.verb == "cases.contact.rescheduled" and change.operation == "U")
    assert moved.before is not None
    assert moved.after is not None
    assert moved.before["due_at"] < moved.after["due_at"]
    assert moved.reason == "Cliente pediu"
    assert not Contact.objects.open().filter(party=party).exists()
    told = signed_in("bruno").get(reverse("audit:history", args=["cases.servicecase", case.pk])).content.decode()
    assert "Reagendou um contato" in told
    assert "Ana Aurora" in told
