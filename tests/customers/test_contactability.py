"""Who may be contacted: refusals count at once, outlive records and imports, and every answer is kept."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.cases.world import World
from tests.cast import Cast
from tests.customers.people import CPF, NOW, customer, prospect, reachable
from vinculo.customers import actions
from vinculo.customers.actions import AnswerEntry
from vinculo.customers.contact_rules import Purpose, handle_hash, phone_line, verdict
from vinculo.customers.contactability import contactability, contactable, not_to_use
from vinculo.customers.models import ConsentDecision, Party, Phone, Suppression
from vinculo.customers.refusals import AlreadyThere, Unfit
from vinculo.foundation.audit.models import Export
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.runner import execute
from vinculo.organization.models import ParameterValue

SignIn = Callable[[str], Client]
PHONE = "+5519987654321"


@pytest.mark.parametrize(
    ("answer", "is_suppressed", "is_customer", "service", "marketing"),
    [
        (None, False, True, True, True),
        (None, False, False, True, False),
        (True, False, False, True, True),
        (False, False, True, False, False),
        (True, True, True, False, False),
    ],
)
def test_the_rule_worked_out(
    answer: bool | None, is_suppressed: bool, is_customer: bool, service: bool, marketing: bool
) -> None:
    for purpose, expected in ((Purpose.SERVICE, service), (Purpose.MARKETING, marketing)):
        found = verdict(purpose=purpose, answer=answer, is_suppressed=is_suppressed, is_customer=is_customer)
        assert found.allowed is expected
        assert bool(found.why) is not expected


def test_a_telephone_with_and_without_the_ninth_digit_is_one_line() -> None:
    assert phone_line("+551987654321") == phone_line("+5519987654321") == "19987654321"
    assert phone_line("+551932123456") == "1932123456"
    assert phone_line("+12125550123") == "12125550123"
    assert handle_hash(1, "phone", "+551987654321") == handle_hash(1, "phone", "+5519987654321")
    assert handle_hash(1, "phone", PHONE) != handle_hash(2, "phone", PHONE)


def read(party: Party) -> Party:
    """The party with its handles and answers, as pages read it."""
    with_reach = Party.objects.prefetch_related("phones", "emails", "consents")
    return with_reach.get(pk=party.pk)


def answer(channel: str, granted: bool, days: int = 0) -> AnswerEntry:
    return AnswerEntry(channel, granted, "Balcão", NOW - timedelta(days=10 - days))


class TestTheList:
    def test_a_refusal_outlives_the_record_and_comes_back_with_the_number(self, cast: Cast) -> None:
        maria = reachable(cast, customer(cast.ana, "Maria da Silva"), phone=PHONE)
        actions.record_consent(cast.ana, read(maria), answer("whatsapp", False), now=NOW)
        maria.delete()
        # Registered again, without the ninth digit, as an old spreadsheet has it.
        again = reachable(cast, prospect(cast.ana, "Maria Silva"), phone="+551987654321")
        found = contactability([read(again)])[again.pk]
        assert not found.may("whatsapp")
        assert found.may("phone")
        marketing = contactable(Party.objects.filter(company=cast.company), "whatsapp", Purpose.MARKETING)
        assert again not in marketing

    def test_the_same_answer_one_by_one_and_for_a_whole_list(self, cast: Cast) -> None:
        free = reachable(cast, customer(cast.ana, "Livre", CPF), phone="+5519911112222", email="livre@a.com.br")
        barred = reachable(cast, customer(cast.ana, "Barrada", "11144477735"), phone="+551987654321")
        by_document = customer(cast.ana, "Documento", "12345678909")
        foreign = reachable(cast, prospect(cast.ana, "John"), phone="+12125550123")
        actions.suppress(cast.bruno, "phone", PHONE, "", "Procon", now=NOW)
        actions.suppress(cast.bruno, "document", "12345678909", "", "Carta", now=NOW)
        actions.suppress(cast.bruno, "phone", "+12125550123", "phone", "Pedido", now=NOW)
        everyone = Party.objects.filter(company=cast.company)
        for channel in ("phone", "sms", "email"):
            one_by_one = {party.pk for party in everyone if contactability([read(party)])[party.pk].may(channel)}
            assert set(contactable(everyone, channel, Purpose.SERVICE).values_list("pk", flat=True)) == one_by_one
        use = not_to_use(party.pk for party in (free, barred, foreign))
        assert [len(use[party.pk].phone) for party in (free, barred, foreign)] == [0, 1, 1]
        assert [len(use[party.pk].whatsapp) for party in (free, barred, foreign)] == [0, 1, 0]
        assert contactability([read(free)])[free.pk].may("phone")
        assert not contactability([read(by_document)])[by_document.pk].may("email")
        assert contactability([read(barred)])[barred.pk].may("email")
        assert not contactability([read(foreign)])[foreign.pk].may("phone")

    def test_no_page_offers_a_link_that_calls_or_writes_to_who_must_not_be(self, cast: Cast, signed_in: SignIn) -> None:
        world = World(cast)
        maria = reachable(cast, customer(cast.ana, "Maria da Silva"), phone=PHONE, email="maria@a.com.br")
        Phone.objects.update(is_whatsapp=True)
        case = world.case(party=maria, now=NOW, due_at=NOW + timedelta(days=1))
        (contact,) = case.contacts.all()
        ana, bruno = signed_in("ana"), signed_in("bruno")
        pages = [
            (ana, f"/clientes/{maria.pk}/"),
            (ana, case.get_absolute_url()),
            (ana, "/agenda/"),
            (ana, f"/agenda/contatos/{contact.pk}/"),
            (bruno, f"/carteiras/{cast.user('ana').pk}/dossie/"),
        ]
        links = ("tel:", "wa.me", "mailto:maria")
        offered = {link for browser, url in pages for link in links if link in browser.get(url).content.decode()}
        assert offered == set(links)
        for channel in ("phone", "whatsapp", "email"):
            actions.record_consent(cast.ana, read(maria), answer(channel, False), now=NOW)
        for browser, url in pages:
            page = browser.get(url)
            assert page.status_code == 200, url
            assert [link for link in links if link in page.content.decode()] == [], url

    def test_a_list_of_people_leaves_with_a_reason_and_says_whom_not_to_contact(
        self, cast: Cast, signed_in: SignIn, settings: Settings, tmp_path: Path
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        maria = reachable(cast, customer(cast.ana, "Maria da Silva"), phone=PHONE)
        actions.record_consent(cast.ana, read(maria), answer("sms", False), now=NOW)
        bruno, address = signed_in("bruno"), "/listas/customers/exportar/"
        assert 'data-dialog-open="list-export"' in bruno.get("/clientes/").content.decode()
        bruno.post(address, {"formato": "csv", "coluna": ["name", "phone"]})
        assert not JobRun.objects.exists()
        bruno.post(address, {"formato": "csv", "coluna": ["name", "phone"], "motivo": "Mala direta"})
        job = JobRun.objects.get()
        execute(job.pk)
        job.refresh_from_db()
        with job.output.open("rb") as file:
            lines = file.read().decode("utf-8-sig").splitlines()
        assert lines == ["Nome;Telefone;Não contatar por", "Maria da Silva;(19) 98765-4321;SMS"]
        assert Export.objects.get().reason == "Mala direta"
        ParameterValue.objects.create(company=cast.company, key="customers.export_reason", value=False)
        bruno.post(address, {"formato": "csv"})
        assert JobRun.objects.count() == 2

    def test_taking_off_needs_a_reason_and_leaves_proof(self, cast: Cast, signed_in: SignIn) -> None:
        bruno, base = signed_in("bruno"), "/clientes/nao-contatar/"
        assert bruno.post(f"{base}novo/", {"value": "19 8765", "source": "Carta"}).status_code == 422
        assert bruno.post(f"{base}novo/", {"value": "Maria@A.com.br", "source": "Carta"}).status_code == 302
        assert bruno.post(f"{base}novo/", {"value": "maria@a.com.br", "source": "Carta"}).status_code == 422
        entry = Suppression.objects.get()
        assert entry.hint == "m•••@a.com.br"
        assert "m•••@a.com.br" in bruno.get(base).content.decode()
        assert bruno.post(f"{base}{entry.pk}/", {"reason": ""}).status_code == 422
        assert bruno.post(f"{base}{entry.pk}/", {"reason": "Engano"}).status_code == 302
        entry.refresh_from_db()
        assert entry.released_at
        with pytest.raises(Unfit):
            actions.release(cast.bruno, entry, "De novo", now=NOW)
        assert signed_in("ana").get(base).status_code == 403

    def test_the_profile_crosses_out_what_must_not_be_used(self, cast: Cast, signed_in: SignIn) -> None:
        party = reachable(cast, customer(cast.ana, "Maria da Silva"), phone=PHONE)
        assert 'href="tel:' in signed_in("ana").get(f"/clientes/{party.pk}/").content.decode().split("page-actions")[0]
        actions.suppress(cast.bruno, "phone", PHONE, "phone", "Procon", now=NOW)
        page = signed_in("ana").get(f"/clientes/{party.pk}/").content.decode()
        assert "na lista de não contatar." in page


class TestAnswers:
    def test_every_answer_is_kept_with_its_text(self, cast: Cast) -> None:
        party = reachable(cast, customer(cast.ana, "Maria"), email="m@a.com.br")
        policy = actions.publish_policy(cast.bruno, "2026-11", "Podemos mandar ofertas?", now=NOW)
        with pytest.raises(AlreadyThere):
            actions.publish_policy(cast.bruno, "2026-11", "Outro", now=NOW)
        first = AnswerEntry("email", True, "Site", NOW - timedelta(days=9), policy_id=policy.pk)
        actions.record_consent(cast.ana, party, first, now=NOW)
        actions.record_consent(cast.ana, party, answer("email", False, 5), now=NOW)
        told = list(ConsentDecision.objects.order_by("id").values_list("is_granted", "policy__version", "recorded_by"))
        assert told == [(True, "2026-11", "Ana Aurora"), (False, None, "Ana Aurora")]
        with pytest.raises(Unfit, match="mais recente"):
            actions.record_consent(cast.ana, party, answer("email", True, 1), now=NOW)
        actions.record_consent(cast.ana, read(party), answer("email", True, 9), now=NOW)
        assert contactability([read(party)])[party.pk].may("email")

    def test_whoever_writes_the_answer_is_kept(self, cast: Cast) -> None:
        party = customer(cast.ana, "Maria")
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into customers_consent (company_id, party_id, channel, is_granted, source, decided_at) "
                "values (%s, %s, 'sms', true, 'Planilha', %s)",
                [cast.company.pk, party.pk, NOW],
            )
            cursor.execute("update customers_consent set source = source")
        assert [each.source for each in ConsentDecision.objects.filter(party=party)] == ["Planilha"]

    def test_the_dialog_and_the_history(self, cast: Cast, signed_in: SignIn) -> None:
        party, ana = customer(cast.ana, "Maria"), signed_in("ana")
        typed = {
            "channel": "sms", "is_granted": "no", "source": "Telefone", "decided_at": "10/11/2026 10:00",
            "legal_basis": "legitimate_interest",
        }  # fmt: skip
        assert ana.post(f"/clientes/{party.pk}/consentimento/", typed).status_code == 302
        history = ana.get(f"/clientes/{party.pk}/consentimentos/").content.decode()
        assert "Legítimo interesse" in history
        assert "registrado por Ana" in history


def test_a_phone_that_is_shared_stays_barred_for_the_one_who_refused(cast: Cast) -> None:
    maria = reachable(cast, customer(cast.ana, "Maria"), phone=PHONE)
    joao = prospect(cast.ana, "João")
    Phone.objects.create(company=cast.company, party=joao, number=PHONE, is_main=True)
    actions.record_consent(cast.ana, read(maria), answer("phone", False), now=NOW)
    assert not contactability([read(joao)])[joao.pk].may("phone")
    actions.record_consent(cast.ana, read(joao), answer("phone", True, 5), now=NOW)
    both = contactability([read(maria), read(joao)])
    assert (both[maria.pk].may("phone"), both[joao.pk].may("phone")) == (False, True)
