"""The rights of people: the report is complete, erasure leaves nothing it should not, requests keep their deadline."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, models
from django.test import Client

from tests.cast import Cast
from tests.customers.people import NOW, customer, prospect, reachable
from tests.privacy.nowhere import assert_nowhere
from vinculo.cases.models import ServiceCase
from vinculo.customers import actions as customers
from vinculo.customers.contact_rules import handle_hash
from vinculo.customers.models import (
    Asset,
    BankReference,
    CreditCard,
    Note,
    Party,
    PersonalReference,
    Relation,
    SensitiveRead,
    Suppression,
)
from vinculo.foundation.audit.models import Change, Export
from vinculo.foundation.drafts.models import Draft
from vinculo.foundation.personal_data import Fate
from vinculo.privacy import actions
from vinculo.privacy.holdings import all_held, text_columns
from vinculo.privacy.models import Erasure, PrivacyRequest
from vinculo.privacy.refusals import Refused
from vinculo.privacy.report import label_of, subject_report, told_columns
from vinculo.privacy.rules import due_on

SignIn = Callable[[str], Client]
SECRET = "Zuleica Abacaxi"


@pytest.fixture
def zuleica(cast: Cast) -> Party:
    """A customer with something in every corner."""
    party = reachable(
        cast,
        customer(cast.ana, SECRET),
        phone="+5519987654321",
        email="abacaxi@a.com.br",
        code="C77",
        city=cast.campinas.pk,
    )
    own = {"company": cast.company, "party": party}
    customers.write_note(cast.ana, party, f"{SECRET} prefere a tarde", now=NOW)
    customers.edit_note(cast.ana, Note.objects.get(), "Abacaxi prefere a manhã")
    customers.add_record(cast.ana, Asset(party=party, description="Casa da Abacaxi", kind="property"))
    customers.add_record(cast.ana, BankReference(party=party, bank="341", account="998877-1", kind="checking"))
    card = CreditCard(
        party=party, brand="visa", holder="Z ABACAXI", expires_month=1, expires_year=2030, last_four="4321"
    )
    customers.add_record(cast.ana, card)
    PersonalReference.objects.create(**own, name="Prima Abacaxi")
    Draft.objects.create(
        user=cast.user("ana"), key=f"note-{party.pk}", fields={"body": ["Abacaxi ligou"]}, saved_at=NOW
    )
    Draft.objects.create(
        user=cast.user("rita"), key="customers-new-x", fields={"document": ["529.982.247-25"]}, saved_at=NOW
    )
    return party


def request_for(cast: Cast, party: Party, kind: str = "erasure") -> PrivacyRequest:
    opened = actions.open_request(cast.bruno, asked_by="Zuleica", kind=kind, received_at=NOW, now=NOW)
    actions.check_identity(cast.bruno, opened, "RG visto no balcão", party_id=party.pk)
    opened.refresh_from_db()
    return opened


class TestTheReport:
    def test_it_tells_every_table_that_points_at_a_person(self, cast: Cast, zuleica: Party) -> None:
        """Compared with the foreign keys the database itself knows, and with the rows it holds."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select conrelid::regclass::text, attname from pg_constraint "
                "join pg_attribute on attrelid = conrelid and attnum = conkey[1] "
                "where contype = 'f' and confrelid = 'customers_party'::regclass"
            )
            pointing = cursor.fetchall()
            held: dict[str, int] = {}
            for table, column in pointing:
                cursor.execute(f"select count(*) from {table} where {column} = %s", [zuleica.pk])
                held[table] = held.get(table, 0) + cursor.fetchone()[0]
        report = subject_report(zuleica, now=NOW)
        told = {each.model._meta.db_table: each.model._meta.label for each in all_held()}
        assert set(held) == set(told)
        rows = {section.key: len(section.rows) for section in report.sections}
        assert {told[table]: count for table, count in held.items()} == {label: rows[label] for label in told.values()}

    def test_a_table_with_free_text_says_what_becomes_of_it(self) -> None:
        silent = [each.model._meta.label for each in all_held() if not each.is_declared and text_columns(each.model)]
        assert silent == []

    def test_every_column_is_told_in_portuguese(self) -> None:
        for model in (Party, *(each.model for each in all_held())):
            unnamed = [
                field.name
                for field in told_columns(model)
                if label_of(field) == field.name.replace("_", " ").capitalize()
            ]
            assert unnamed == [], model

    def test_what_is_emptied_exists_and_what_stays_has_a_reason(self) -> None:
        for each in all_held():
            for name in each.holding.blank:
                assert isinstance(each.model._meta.get_field(name), models.Field)
            assert (each.holding.fate is not Fate.KEEP) or each.holding.why

    def test_pdf_and_json_in_one_action_with_the_reason_logged(
        self, cast: Cast, signed_in: SignIn, zuleica: Party
    ) -> None:
        bruno, address = signed_in("bruno"), f"/privacidade/titular/{zuleica.pk}/relatorio/"
        assert bruno.get(address).status_code == 200
        assert bruno.post(address, {"shape": "json", "reason": ""}).status_code == 422
        answer = bruno.post(address, {"shape": "json", "reason": "LGPD-2026-00001"})
        told = {section["key"]: section["rows"] for section in json.loads(answer.content)["secoes"]}
        assert told["customers.Phone"][0]["Telefone"] == "(19) 98765-4321"
        assert told["customers.BankReference"][0]["Conta"] == "998877-1"
        assert told["customers.drafts"] == []
        assert len(told["customers.changes"]) >= 4
        assert bruno.post(address, {"shape": "pdf", "reason": "Pedido"}).content.startswith(b"%PDF")
        assert list(Export.objects.values_list("reason", flat=True)) == ["LGPD-2026-00001", "Pedido"]
        assert SensitiveRead.objects.filter(what="Relatório do titular").count() == 2
        assert signed_in("ana").get(address).status_code == 403


class TestErasure:
    def test_a_prospect_is_forgotten_everywhere(self, cast: Cast) -> None:
        party = reachable(cast, prospect(cast.ana, SECRET, document="11144477735"), phone="+5519911112222")
        customers.write_note(cast.ana, party, f"{SECRET} ligou", now=NOW)
        Relation.objects.create(company=cast.company, party=party, other=customer(cast.ana, "Outra"), kind="referred")
        plan = actions.erase(cast.bruno, party, request=request_for(cast, party), now=NOW)
        assert not plan.is_partial
        party.refresh_from_db()
        assert (party.name, party.document, party.is_active) == (f"Titular anonimizado nº {party.pk}", None, False)
        assert not Relation.objects.exists()
        assert_nowhere("Abacaxi", "11144477735", "19911112222", but=("privacy_privacyrequest",))
        # By hash alone: found again by whoever has the number, told to nobody who has not.
        by_phone = Suppression.objects.get(
            key_hash=handle_hash(cast.company.pk, "phone", "+5519911112222"), released_at=None
        )
        assert (by_phone.hint, by_phone.channel) == ("", "")

    def test_a_customer_keeps_what_the_law_asks_and_loses_the_rest_in_time(self, cast: Cast, zuleica: Party) -> None:
        request = request_for(cast, zuleica)
        plan = actions.erase(cast.bruno, zuleica, request=request, now=NOW)
        (kept,) = plan.retained
        assert kept.until == date(2031, 11, 23)
        zuleica.refresh_from_db()
        assert (zuleica.name, zuleica.document, zuleica.is_active) == (SECRET, "52998224725", False)
        assert zuleica.addresses.count() == 1
        for model in (Note, Asset, BankReference, CreditCard, PersonalReference):
            assert not model.objects.filter(party=zuleica).exists()
        assert not zuleica.phones.exists()
        assert not Draft.objects.exists()
        assert not Change.objects.filter(before__icontains="prefere").exists()
        assert not Change.objects.filter(after__icontains="998877").exists()
        with pytest.raises(Refused):
            actions.erase(cast.bruno, zuleica, request=request, now=NOW)

        assert actions.finish_erasures(now=NOW + timedelta(days=365)) == 0
        assert actions.finish_erasures(now=datetime(2031, 11, 24, 12, tzinfo=UTC)) == 1
        zuleica.refresh_from_db()
        assert (zuleica.document, zuleica.stage) == (None, "prospect")
        assert Erasure.objects.get().due_on is None
        assert_nowhere("Abacaxi", "52998224725", "19987654321", but=("privacy_privacyrequest",))

    def test_it_needs_a_request_of_this_person_with_identity(self, cast: Cast, zuleica: Party) -> None:
        unchecked = actions.open_request(
            cast.bruno, asked_by="X", kind="erasure", party_id=zuleica.pk, received_at=NOW, now=NOW
        )
        other = request_for(cast, prospect(cast.ana, "Outra pessoa"))
        for request in (unchecked, other):
            with pytest.raises(Refused):
                actions.erase(cast.bruno, zuleica, request=request, now=NOW)

    def test_the_page_says_what_goes_and_asks_for_a_word(self, cast: Cast, signed_in: SignIn, zuleica: Party) -> None:
        request, bruno = request_for(cast, zuleica), signed_in("bruno")
        address = f"/privacidade/pedidos/{request.pk}/anonimizar/"
        page = bruno.get(address).content.decode()
        assert "CTN" in page
        assert bruno.post(address, {"confirmation": "sim"}).status_code == 422
        assert bruno.post(address, {"confirmation": "anonimizar"}).status_code == 302
        profile = bruno.get(f"/clientes/{zuleica.pk}/").content.decode()
        assert "anonimizados a pedido do titular" in profile
        assert bruno.get(f"/clientes/{zuleica.pk}/alterar/").status_code == 404
        assert signed_in("sara").get(address).status_code == 403

    def test_free_text_of_cases_is_emptied(self, cast: Cast, zuleica: Party) -> None:
        fates = {each.model: each.holding for each in all_held()}
        assert fates[ServiceCase].blank == ("description", "perception")


class TestRequests:
    def test_the_deadline_is_fifteen_days_and_the_path_is_kept(
        self, cast: Cast, signed_in: SignIn, zuleica: Party
    ) -> None:
        assert due_on(date(2026, 11, 10), 15) == date(2026, 11, 25)
        sara = signed_in("sara")
        typed = {"kind": "access", "asked_by": "Zuleica", "received_at": "20/11/2026 10:00"}
        address = sara.post("/privacidade/pedidos/novo/", typed)["Location"]
        request = PrivacyRequest.objects.get()
        assert (request.protocol, request.due_on) == ("LGPD-2026-00001", date(2026, 12, 5))
        answer = f"{address}resposta/"
        assert sara.post(answer, {"answer": "Segue"}).status_code == 422
        identity = {"how": "Código no celular", "party": zuleica.pk}
        bruno = signed_in("bruno")
        assert bruno.post(f"{address}identidade/", identity).status_code == 302
        assert bruno.post(answer, {"answer": "Segue o relatório"}).status_code == 302
        assert bruno.post(answer, {"answer": "De novo"}).status_code == 422
        assert "Respondido" in bruno.get("/privacidade/pedidos/").content.decode()


class TestReads:
    def test_who_sees_a_whole_document_or_account_is_written_down(
        self, cast: Cast, signed_in: SignIn, zuleica: Party
    ) -> None:
        ana = signed_in("ana")
        for _ in range(3):
            ana.get(f"/clientes/{zuleica.pk}/")
        signed_in("sara").get(f"/clientes/{zuleica.pk}/")
        assert SensitiveRead.objects.get().user_id == cast.user("ana").pk
        accounts = f"/clientes/{zuleica.pk}/contas/"
        assert "998877-1" not in ana.get(accounts).content.decode()
        assert "998877-1" in ana.post(accounts, {"reason": "Conferir depósito"}).content.decode()
        assert "998877-1" not in ana.get(f"/clientes/{zuleica.pk}/cadastro/").content.decode()
        page = signed_in("bruno").get("/privacidade/leituras/").content.decode()
        assert "Conferir depósito" in page
        assert signed_in("ana").get("/privacidade/leituras/").status_code == 403
