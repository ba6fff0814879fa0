"""The pages through the door a browser uses: what they answer, and to whom."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cases.world import World
from vinculo.cases.actions import close_case, close_contact, reschedule
from vinculo.cases.inputs import ContactOutcome
from vinculo.cases.models import ServiceCase
from vinculo.cases.panels import timeline_entries
from vinculo.cases.search import find
from vinculo.cases.tables import CaseSubject
from vinculo.foundation import clock
from vinculo.organization.actions.structure import create_company

SignIn = Callable[[str], Client]
DIALOG = {"HX-Request": "true", "HX-Target": "dialog-host"}


@pytest.fixture
def case(world: World) -> ServiceCase:
    now = clock.now()
    return world.case(now=now, due_at=now + timedelta(days=1), description="Segredo da Maria")


def doors(case: ServiceCase) -> list[str]:
    contact = case.contacts.get()
    by_case = ("case", "edit", "nature", "book", "forward", "close")
    return [
        *(reverse(f"cases:{name}", args=[case.pk]) for name in by_case),
        reverse("cases:close_contact", args=[contact.pk]),
        reverse("cases:reschedule", args=[contact.pk]),
        reverse("agenda:preview", args=[contact.pk]),
    ]


def test_every_door_of_ones_own_case_opens(case: ServiceCase, signed_in: SignIn) -> None:
    client = signed_in("ana")
    for door in doors(case):
        assert client.get(door).status_code == 200, door


def test_every_door_is_shut_to_a_seller_of_another_branch(case: ServiceCase, signed_in: SignIn) -> None:
    client = signed_in("carla")
    for door in doors(case):
        assert client.get(door).status_code == 404, door
        assert client.post(door, {}).status_code in (404, 405), door
    for name in ("take", "reopen"):
        assert client.post(reverse(f"cases:{name}", args=[case.pk])).status_code in (403, 404)
    assert case.protocol not in client.get(reverse("cases:list")).content.decode()
    assert client.get(reverse("audit:history", args=["cases.servicecase", case.pk])).status_code == 404


def test_visitors_are_sent_to_sign_in(case: ServiceCase) -> None:
    for door in doors(case):
        assert Client().get(door).status_code == 302


def test_search_and_timeline_keep_to_the_scope(world: World, case: ServiceCase) -> None:
    assert [hit.url for hit in find(world.cast.ana, case.protocol, 5)] == [case.get_absolute_url()]
    assert [hit.url for hit in find(world.cast.ana, case.protocol[:8], 5)] == [case.get_absolute_url()]
    assert find(world.cast.carla, case.protocol, 5) == []
    assert len(timeline_entries(world.cast.ana, case.party_id, None, 10)) == 1
    assert timeline_entries(world.cast.carla, case.party_id, None, 10) == []


def test_a_new_case_is_opened_from_the_form(world: World, signed_in: SignIn) -> None:
    client = signed_in("ana")
    facts = world.facts()
    data = {
        "nature": world.nature().pk,
        "type": facts.type.pk,
        "subject": facts.subject.pk,
        "media": facts.media.pk,
        "channel": facts.channel.pk,
        "owner": world.cast.ana.user_id,
        "description": "Quer um carro maior.",
        "book": "on",
        "action": world.action().pk,
        "due_at": f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}",
        "purpose": "Mostrar o modelo",
    }
    url = reverse("cases:new", args=[world.party.pk])
    answer = client.post(url, data)
    case = ServiceCase.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == case.get_absolute_url()
    assert case.contacts.get().purpose == "Mostrar o modelo"


@pytest.mark.parametrize("missing", ["nature", "subject", "media", "channel", "action", "due_at"])
def test_a_new_case_without_what_is_obligatory_comes_back_with_everything_typed(
    world: World, signed_in: SignIn, missing: str
) -> None:
    facts = world.facts()
    data = {
        "nature": world.nature().pk,
        "type": facts.type.pk,
        "subject": facts.subject.pk,
        "media": facts.media.pk,
        "channel": facts.channel.pk,
        "description": "Texto que não se perde",
        "book": "on",
        "action": world.action().pk,
        "due_at": f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}",
    }
    del data[missing]
    answer = signed_in("ana").post(reverse("cases:new", args=[world.party.pk]), data)
    assert answer.status_code == 422
    assert "Texto que não se perde" in answer.content.decode()
    assert not ServiceCase.objects.exists()


def test_a_card_number_is_refused_also_in_what_there_is_to_do(
    case: ServiceCase, world: World, signed_in: SignIn
) -> None:
    card = "4111 1111 1111 1111"
    data = {"action": world.action().pk, "due_at": f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}", "purpose": card}
    answer = signed_in("ana").post(reverse("cases:book", args=[case.pk]), data)
    assert (answer.status_code, card in answer.content.decode()) == (422, False)


def test_a_past_next_contact_is_refused_beside_its_field(case: ServiceCase, world: World, signed_in: SignIn) -> None:
    url = reverse("cases:book", args=[case.pk])
    data = {"action": world.action().pk, "due_at": "2020-01-01T10:00"}
    answer = signed_in("ana").post(url, data, headers=DIALOG)
    assert answer.status_code == 422
    assert "O próximo contato precisa ser no futuro." in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_dialog_that_worked_closes_itself_and_refreshes_the_page(
    case: ServiceCase, world: World, signed_in: SignIn
) -> None:
    url = reverse("cases:book", args=[case.pk])
    data = {"action": world.action().pk, "due_at": f"{clock.now() + timedelta(days=3):%Y-%m-%dT%H:%M}"}
    answer = signed_in("ana").post(url, data, headers=DIALOG)
    assert answer.status_code == 204
    assert "contacts-changed" in answer["HX-Trigger"]
    assert "close-dialog" in answer["HX-Trigger"]


def test_a_drop_on_the_calendar_asks_for_the_reason(case: ServiceCase, signed_in: SignIn) -> None:
    contact = case.contacts.get()
    later = clock.now() + timedelta(days=4)
    moment = f"{later:%Y-%m-%dT%H:%M}"
    url = reverse("cases:reschedule", args=[contact.pk])
    client = signed_in("ana")
    assert f'value="{later:%d/%m/%Y %H:%M}"' in client.get(f"{url}?para={moment}").content.decode()
    data = {"due_at": moment, "reason": "", "version": contact.version}
    assert client.post(url, data).status_code == 422
    assert client.post(url, data | {"reason": "Cliente pediu"}).status_code == 302
    contact.refresh_from_db()
    undo = reverse("cases:undo_reschedule", args=[contact.reschedules.get().pk])
    assert client.post(undo).status_code == 302
    assert signed_in("carla").post(undo).status_code == 404


@pytest.mark.parametrize("proposal", ["", "amanhã", "2026-99-99T10:00", "2026-03-10", "\x00", "9999-12-31T23:59-12:00"])
def test_a_senseless_proposal_is_ignored(case: ServiceCase, signed_in: SignIn, proposal: str) -> None:
    url = reverse("cases:reschedule", args=[case.contacts.get().pk])
    assert signed_in("ana").get(url, {"para": proposal}).status_code == 200


def test_the_second_person_to_close_a_contact_reads_one_sentence(
    case: ServiceCase, world: World, signed_in: SignIn
) -> None:
    contact = case.contacts.get()
    url = reverse("cases:close_contact", args=[contact.pk])
    data = {
        "result": world.result().pk,
        "then": "end",
        "closing_reason": world.reason().pk,
        "version": contact.version,
    }
    assert signed_in("ana").post(url, data).status_code == 302
    answer = signed_in("bruno").post(url, data)
    assert answer.status_code == 422
    assert "Ana Aurora já encerrou este contato" in answer.content.decode()


def edit_data(case: ServiceCase, **changes: str) -> dict[str, object]:
    present = {name: str(getattr(case, f"{name}_id")) for name in ("type", "subject", "media", "channel")}
    present |= {"description": case.description, "perception": case.perception}
    return {
        **{f"initial-{name}": value for name, value in present.items()},
        **present,
        "version": case.version,
        **changes,
    }


def test_two_people_editing_different_fields_both_win(case: ServiceCase, signed_in: SignIn) -> None:
    url = reverse("cases:edit", args=[case.pk])
    mine, theirs = edit_data(case, perception="Com pressa"), edit_data(case, description="Quer um SUV")
    assert signed_in("bruno").post(url, theirs).status_code == 302
    assert signed_in("ana").post(url, mine).status_code == 302
    case.refresh_from_db()
    assert (case.description, case.perception) == ("Quer um SUV", "Com pressa")


def test_two_people_editing_the_same_field_choose(case: ServiceCase, signed_in: SignIn) -> None:
    url = reverse("cases:edit", args=[case.pk])
    mine, theirs = edit_data(case, description="Quer um sedã"), edit_data(case, description="Quer um SUV")
    assert signed_in("bruno").post(url, theirs).status_code == 302
    ana = signed_in("ana")
    answer = ana.post(url, mine)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert all(text in words for text in ("Quer um sedã", "Quer um SUV", "Segredo da Maria", "O de Bruno Aurora"))
    case.refresh_from_db()
    chosen = mine | {"resolution": "merge", "keep_description": "theirs", "seen_version": case.version}
    assert ana.post(url, chosen).status_code == 302
    case.refresh_from_db()
    assert case.description == "Quer um SUV"


def test_a_conflict_names_nothing_of_another_company(case: ServiceCase, signed_in: SignIn) -> None:
    foreign = CaseSubject.objects.create(
        company=create_company(name="Outra", trade_name="", document=""), name="Alheio"
    )
    url = reverse("cases:edit", args=[case.pk])
    other = CaseSubject.objects.filter(company_id=case.company_id).exclude(pk=case.subject_id).first()
    assert other is not None
    ServiceCase.objects.filter(pk=case.pk).update(subject=other, version=case.version + 1)
    answer = signed_in("ana").post(url, edit_data(case, subject=str(foreign.pk)))
    assert answer.status_code == 422
    assert "Alheio" not in answer.content.decode()


def test_reserved_texts_stay_behind_every_door(case: ServiceCase, world: World, signed_in: SignIn) -> None:
    contact = case.contacts.get()
    now = clock.now()
    outcome = ContactOutcome(world.result(), world.next(now + timedelta(days=1)), "Segredo do contato", "Percebi")
    close_contact(world.cast.ana, contact.pk, outcome, now=now)
    following = case.contacts.open().get()
    pages = [case.get_absolute_url(), reverse("agenda:preview", args=[following.pk])]
    reception = signed_in("rita")
    assert "Segredo" in reception.get(pages[0]).content.decode()
    world.set("cases.hide_description_perception", True)
    for url in [
        *pages,
        reverse("cases:edit", args=[case.pk]),
        reverse("audit:history", args=["cases.servicecase", case.pk]),
    ]:
        answer = reception.get(url)
        assert answer.status_code == 200, url
        assert "Segredo" not in answer.content.decode(), url
    entries = timeline_entries(world.cast.rita, case.party_id, None, 10)
    assert entries
    assert not any("Segredo" in entry.body for entry in entries)
    for reader in ("ana", "bruno"):
        assert "Segredo do contato" in signed_in(reader).get(pages[0]).content.decode()


def test_an_edit_by_who_cannot_read_the_texts_keeps_them(case: ServiceCase, world: World, signed_in: SignIn) -> None:
    world.set("cases.hide_description_perception", True)
    data = edit_data(case, media=str(world.facts().media.pk))
    data = {name: value for name, value in data.items() if "description" not in name and "perception" not in name}
    assert signed_in("rita").post(reverse("cases:edit", args=[case.pk]), data).status_code == 302
    case.refresh_from_db()
    assert case.description == "Segredo da Maria"


def test_a_transfer_shows_what_it_would_move_before_moving(case: ServiceCase, world: World, signed_in: SignIn) -> None:
    client = signed_in("sofia")
    url = reverse("cases:transfer")
    data = {"from_user": world.cast.ana.user_id, "to_user": world.cast.davi.user_id, "reason": "Férias"}
    preview = client.post(url, data | {"step": "preview"})
    assert preview.status_code == 200
    assert "Transferir agora" in preview.content.decode()
    case.refresh_from_db()
    assert case.owner_id == world.cast.ana.user_id
    assert client.post(url, data | {"step": "confirm"}).status_code == 302
    case.refresh_from_db()
    assert case.owner_id == world.cast.davi.user_id
    assert signed_in("ana").get(url).status_code == 403


def test_queries_of_the_case_page_do_not_grow_with_its_history(
    case: ServiceCase,
    world: World,
    signed_in: SignIn,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    now = clock.now()
    for step in range(8):
        contact = case.contacts.open().get()
        reschedule(world.cast.ana, contact.pk, now + timedelta(days=step + 2), "Cliente pediu", now=now)
        outcome = ContactOutcome(world.result(), world.next(now + timedelta(days=1)))
        close_contact(world.cast.ana, contact.pk, outcome, now=now)
    client = signed_in("ana")
    with django_assert_max_num_queries(15):
        assert client.get(case.get_absolute_url()).status_code == 200


def test_a_closed_case_offers_nothing_but_reading_and_to_leaders_reopening(
    case: ServiceCase, world: World, signed_in: SignIn
) -> None:
    close_case(world.cast.ana, case.pk, world.reason("Preço acima do esperado"), now=clock.now())
    seller = signed_in("ana").get(case.get_absolute_url()).content.decode()
    leader = signed_in("sofia").get(case.get_absolute_url()).content.decode()
    assert "Conta como venda perdida" in seller
    assert "Marcar contato" not in seller
    assert "Reabrir" not in seller
    assert "Reabrir" in leader
