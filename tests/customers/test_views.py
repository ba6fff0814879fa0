from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.customers.people import CPF, NOW, customer, prospect, reachable
from vinculo.customers import actions
from vinculo.customers.lists import CUSTOMERS, rows
from vinculo.customers.models import Party, Phone
from vinculo.customers.parameters import CLOSED_PORTFOLIO
from vinculo.organization.models import ParameterValue

SignIn = Callable[[str], Client]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def registration(**more: str) -> dict[str, str]:
    empty = {
        f"{rows}-{key}": "0" for rows in ("phones", "emails", "addresses") for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {"kind": "person", "name": "Maria da Silva", **empty, **more}


def phone_rows(*numbers: str) -> dict[str, str]:
    typed = {f"phones-{row}-number": number for row, number in enumerate(numbers)}
    return {"phones-TOTAL_FORMS": str(len(numbers)), "phones-INITIAL_FORMS": "0", **typed}


class TestRegistering:
    url = "/clientes/novo/prospect/"

    def test_registering_is_offered_only_after_a_search(self, signed_in: SignIn) -> None:
        before = text(signed_in("ana").get(self.url))
        assert "Procure primeiro" in before
        assert "party-form" not in before
        after = text(signed_in("ana").get(self.url, {"q": "maria silva"}))
        assert "?buscado=maria%20silva" in after

    @pytest.mark.parametrize(
        ("searched", "filled"),
        [
            ("Maria Silva", 'value="Maria Silva"'),
            ("maria da silva", 'value="Maria da Silva"'),
            ("529.982.247-25", 'value="52998224725"'),
            ("19 98765-4321", 'value="19 98765-4321"'),
        ],
    )
    def test_the_form_starts_with_what_was_searched(self, signed_in: SignIn, searched: str, filled: str) -> None:
        assert filled in text(signed_in("ana").get(self.url, {"buscado": searched}))

    def test_a_prospect_with_phone_email_and_address(self, cast: Cast, signed_in: SignIn) -> None:
        data = registration(
            **phone_rows("(19) 98765-4321"),
            **{"emails-TOTAL_FORMS": "1", "emails-0-address": "Maria@A.com.br"},
            **{
                "addresses-TOTAL_FORMS": "1",
                "addresses-0-cep": "13010-001",
                "addresses-0-municipality": str(cast.campinas.pk),
                "addresses-0-street": "Rua A",
            },
        )
        answer = signed_in("ana").post(self.url, data)
        party = Party.objects.get()
        assert answer["Location"] == reverse("customers:profile", args=[party.pk])
        assert (party.phones.get().number, party.phones.get().is_main) == ("+5519987654321", True)
        assert party.emails.get().address == "maria@a.com.br"
        assert party.addresses.get().cep == "13010001"

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"name": ""}, "obrigatório"),
            ({"document": "529.982.247-26"}, "Dígito verificador do CPF deveria ser 25"),
            ({"document": "12ABC34501DE36"}, "Dígito verificador do CNPJ deveria ser 35"),
            ({"document": "12ABC34501DE35"}, "Este é um CNPJ. Mude o tipo"),
            ({"kind": "organization", "document": CPF}, "Este é um CPF. Mude o tipo"),
            ({"birth_date": "31/02/2000"}, "data"),
            (phone_rows("19 8765-4321"), "Celular tem 9 dígitos depois do DDD"),
            (phone_rows("19 98765-4321", "(19) 98765-4321"), "repetido"),
            ({"emails-TOTAL_FORMS": "1", "emails-0-address": "a@b"}, "domínio"),
            ({"addresses-TOTAL_FORMS": "1", "addresses-0-street": "Rua A"}, "Escolha o município"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
        self, signed_in: SignIn, typed: dict[str, str], sentence: str
    ) -> None:
        answer = signed_in("ana").post(self.url, registration(**{"trade_name": "Guardado", **typed}))
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert "Guardado" in text(answer)
        assert not Party.objects.exists()

    def test_a_customer_needs_a_document(self, signed_in: SignIn) -> None:
        answer = signed_in("ana").post("/clientes/novo/cliente/", registration())
        assert answer.status_code == 422
        assert "Um cliente precisa de CPF ou CNPJ" in text(answer)

    def test_a_taken_document_names_its_holder(self, cast: Cast, signed_in: SignIn) -> None:
        holder = customer(cast.carla, "Maria Antiga")
        answer = signed_in("ana").post(self.url, registration(document=CPF))
        assert answer.status_code == 422
        assert "CPF já cadastrado: Maria Antiga (carteira de Carla Aurora)" in text(answer)
        assert reverse("customers:profile", args=[holder.pk]) in text(answer)

    def test_a_probable_double_needs_a_conscious_click(self, cast: Cast, signed_in: SignIn) -> None:
        known = prospect(cast.ana, "Maria", "+5519987654321")
        data = registration(**phone_rows("19 98765-4321"))
        answer = signed_in("ana").post(self.url, data)
        assert answer.status_code == 422
        assert "Não é a mesma pessoa" in text(answer)
        assert signed_in("ana").post(self.url, {**data, "distinct": str(known.pk)}).status_code == 302

    def test_a_cep_of_another_state_only_warns(self, cast: Cast, signed_in: SignIn) -> None:
        client = signed_in("ana")
        address = {
            "addresses-TOTAL_FORMS": "1",
            "addresses-0-cep": "80010-000",
            "addresses-0-municipality": str(cast.campinas.pk),
            "addresses-0-street": "Rua A",
        }
        answer = client.post(self.url, registration(**address), follow=True)
        assert answer.status_code == 200
        assert "é de PR" in text(answer)

    def test_who_may_not_register_is_refused(self, signed_in: SignIn) -> None:
        assert signed_in("alice").get(self.url).status_code == 403


class TestLookalikes:
    url = "/clientes/parecidos/"

    def ask(self, client: Client, **typed: str) -> str:
        return text(
            client.post(self.url, registration(**typed), headers={"HX-Request": "true", "HX-Target": "lookalikes"})
        )

    def test_each_reason_is_told(self, cast: Cast, signed_in: SignIn) -> None:
        party = customer(cast.ana, "Luiz Carlos de Souza")
        reachable(cast, party, phone="+551987654321", email="luiz@a.com", city=cast.campinas.pk)
        ana = signed_in("ana")
        assert "Mesmo CPF" in self.ask(ana, document=CPF)
        assert "Mesmo telefone" in self.ask(ana, **phone_rows("19 98765-4321"))
        assert "Mesmo e-mail" in self.ask(ana, **{"emails-0-address": "LUIZ@a.com"})
        similar = self.ask(ana, name="Luis Sousa", **{"addresses-0-municipality": str(cast.campinas.pk)})
        assert "Um nome contém o outro, mesma cidade" in similar

    def test_a_similar_name_elsewhere_is_nobody(self, cast: Cast, signed_in: SignIn) -> None:
        reachable(cast, prospect(cast.ana, "Luiz Souza"), city=cast.campinas.pk)
        typed = {"addresses-0-municipality": str(cast.curitiba.pk)}
        assert "Luiz" not in self.ask(signed_in("ana"), name="Luis Sousa", **typed)

    def test_half_a_form_is_no_error(self, signed_in: SignIn) -> None:
        typed = {"document": "529", "birth_date": "3", "emails-0-address": "@", **phone_rows("1")}
        assert "callout" not in self.ask(signed_in("ana"), **typed)


class TestEditing:
    def form(self, party: Party, **typed: str) -> dict[str, str]:
        page = {"kind": party.kind, "name": party.name, "document": party.document or "", "version": "1"}
        original = f'{{"kind": "{party.kind}", "name": "{party.name}"}}'
        return {**page, "original": original, **typed}

    def test_saving(self, cast: Cast, signed_in: SignIn) -> None:
        party = prospect(cast.ana, "Maria")
        answer = signed_in("ana").post(f"/clientes/{party.pk}/alterar/", self.form(party, name="Maria Souza"))
        assert answer.status_code == 302
        party.refresh_from_db()
        assert party.name == "Maria Souza"

    def test_a_conflict_shows_three_versions_and_is_settled_field_by_field(self, cast: Cast, signed_in: SignIn) -> None:
        party = prospect(cast.ana, "Maria")
        url = f"/clientes/{party.pk}/alterar/"
        signed_in("bruno").post(url, self.form(party, name="Maria do Bruno", classification="B"))
        client = signed_in("ana")
        answer = client.post(url, self.form(party, name="Maria da Ana", trade_name="Ana"))
        assert answer.status_code == 409
        for words in ("Maria da Ana", "Maria do Bruno", "Bruno Aurora", "keep_name"):
            assert words in text(answer)
        context: Any = answer.context
        again = {
            "kind": "person",
            "name": "Maria da Ana",
            "trade_name": "Ana",
            "classification": context["form"]["classification"].value(),
            "version": str(context["version"]),
            "original": context["original"],
            "keep_name": "theirs",
            "resolution": "merge",
        }
        assert client.post(url, again).status_code == 302
        party.refresh_from_db()
        assert (party.name, party.trade_name, party.classification) == ("Maria do Bruno", "Ana", "B")

    def test_the_document_of_a_customer_is_locked(self, cast: Cast, signed_in: SignIn) -> None:
        party = customer(cast.ana, "Maria")
        page = text(signed_in("ana").get(f"/clientes/{party.pk}/alterar/"))
        assert "só muda com autorização do gerente" in page

    def test_an_invalid_form_answers_422(self, cast: Cast, signed_in: SignIn) -> None:
        party = prospect(cast.ana, "Maria")
        client = signed_in("ana")
        assert client.post(f"/clientes/{party.pk}/alterar/", self.form(party, name="")).status_code == 422
        assert client.post(f"/clientes/{party.pk}/alterar/", self.form(party, version="x")).status_code == 422


class TestDialogs:
    def test_a_phone_is_added_edited_removed_and_put_back(self, cast: Cast, signed_in: SignIn) -> None:
        party, client = prospect(cast.ana, "Maria"), signed_in("ana")
        base = f"/clientes/{party.pk}/telefone/"
        assert client.post(f"{base}novo/", {"number": "123"}).status_code == 422
        assert client.post(f"{base}novo/", {"number": "19 98765-4321"}).status_code == 302
        phone = Phone.objects.get()
        dialog = text(client.get(f"{base}{phone.pk}/"))
        assert 'value="(19) 98765-4321"' in dialog
        assert dialog.index(">Salvar<") < dialog.index("Excluir"), "Enter presses the first button: it must save"
        assert client.post(f"{base}{phone.pk}/", {"number": "19 98765-0000"}).status_code == 302
        client.post(f"{base}{phone.pk}/excluir/")
        assert not Phone.objects.exists()
        page = text(client.get(f"/clientes/{party.pk}/"))
        undo = page.split("/desfazer/")[1].split('"')[0]
        client.post(f"/desfazer/{undo}")
        assert Phone.objects.get().number == "+5519987650000"

    @pytest.mark.parametrize(
        ("path", "typed"),
        [
            ("notas/nova/", {"body": "Prefere a tarde"}),
            (
                "consentimento/",
                {"channel": "email", "is_granted": "no", "source": "Balcão", "decided_at": "2026-01-05T10:00"},
            ),
            ("codigo/novo/", {"system": "DMS", "code": "10"}),
            ("email/novo/", {"address": "a@b.com.br"}),
            ("tornar-cliente/", {"document": CPF}),
        ],
    )
    def test_every_dialog_saves_refuses_and_shows(
        self, cast: Cast, signed_in: SignIn, path: str, typed: dict[str, str]
    ) -> None:
        party, client = prospect(cast.ana, "Maria"), signed_in("ana")
        url = f"/clientes/{party.pk}/{path}"
        fragment = client.get(url, headers={"HX-Request": "true", "HX-Target": "dialog-host"})
        assert "<dialog" in text(fragment)
        assert "<html" not in text(fragment)
        assert "<html" in text(client.get(url))
        assert client.post(url, {}).status_code == 422
        answer = client.post(url, typed, headers={"HX-Request": "true", "HX-Target": "dialog-host"})
        assert "HX-Refresh" in answer.headers or answer["HX-Redirect"] == f"/clientes/{party.pk}/"

    def test_portfolio_and_use(self, cast: Cast, signed_in: SignIn) -> None:
        party, bruno = prospect(cast.ana, "Maria"), signed_in("bruno")
        assert bruno.post(f"/clientes/{party.pk}/carteira/", {"owner": cast.davi.user_id}).status_code == 302
        assert bruno.post(f"/clientes/{party.pk}/carteira/", {"owner": "999999"}).status_code == 302
        assert bruno.post(f"/clientes/{party.pk}/inativar/", {}).status_code == 422
        assert bruno.post(f"/clientes/{party.pk}/inativar/", {"reason": "Pediu"}).status_code == 302
        assert "está inativo" in text(bruno.get(f"/clientes/{party.pk}/"))
        assert bruno.post(f"/clientes/{party.pk}/reativar/").status_code == 302
        party.refresh_from_db()
        assert party.is_active


class TestProfile:
    def test_header_panels_and_timeline(self, cast: Cast, signed_in: SignIn) -> None:
        party = reachable(cast, customer(cast.ana, "Maria"), phone="+5519987654321", city=cast.campinas.pk)
        actions.write_note(cast.ana, party, "Prefere a tarde", now=NOW)
        page = text(signed_in("ana").get(f"/clientes/{party.pk}/"))
        for words in ("529.982.247-25", "Campinas/SP", "tel:+5519987654321", f"/clientes/{party.pk}/linha-do-tempo/"):
            assert words in page
        timeline = text(signed_in("ana").get(f"/clientes/{party.pk}/linha-do-tempo/"))
        for words in ("Prefere a tarde", "Cliente cadastrado"):
            assert words in timeline

    def test_the_timeline_tells_the_milestones_and_the_changes_of_portfolio(
        self, cast: Cast, signed_in: SignIn
    ) -> None:
        party = prospect(cast.ana, "Maria")
        actions.assign_owner(cast.bruno, party, cast.user("davi"), reason="Férias", now=NOW)
        actions.deactivate(cast.bruno, party, reason="Pediu", now=NOW)
        timeline = text(signed_in("bruno").get(f"/clientes/{party.pk}/linha-do-tempo/"))
        for words in (
            "Prospect cadastrado",
            "Carteira: de Ana Aurora para Davi Aurora",
            "Férias",
            "Cadastro inativado",
            "Pediu",
        ):
            assert words in timeline

    def test_a_record_born_outside_the_audit_still_has_a_beginning(self, cast: Cast, signed_in: SignIn) -> None:
        with connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = replica")
        party = Party.objects.create(
            company=cast.company,
            establishment=cast.head,
            owner=cast.user("ana"),
            kind="person",
            stage="prospect",
            name="Maria",
        )
        with connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = origin")
        timeline = text(signed_in("ana").get(f"/clientes/{party.pk}/linha-do-tempo/"))
        assert "Cadastro criado" in timeline

    def test_the_timeline_is_filtered_and_continued(self, cast: Cast, signed_in: SignIn) -> None:
        party, client = prospect(cast.ana, "Maria"), signed_in("ana")
        for number in range(25):
            actions.write_note(cast.ana, party, f"Nota {number:02d}", now=NOW.replace(minute=number))
        url = f"/clientes/{party.pk}/linha-do-tempo/"
        first = client.get(url, {"tipo": "notes"}, headers={"HX-Request": "true", "HX-Target": "timeline"})
        assert "Nota 24" in text(first)
        assert "Nota 04" not in text(first)
        older_than = first.context["timeline"]["older_than"]
        more = client.get(url, {"tipo": "notes", "antes": older_than}, headers={"HX-Request": "true"})
        assert "Nota 04" in text(more)
        assert "<html" not in text(more)

    def test_the_first_paint_costs_the_same_however_much_there_is(self, cast: Cast, signed_in: SignIn) -> None:
        party, client = prospect(cast.ana, "Maria", "+5519987654321"), signed_in("ana")
        client.get(f"/clientes/{party.pk}/")
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(f"/clientes/{party.pk}/")
        for number in range(10):
            actions.write_note(cast.ana, party, f"Nota {number}", now=NOW)
            reachable(cast, party, email="")
            Phone.objects.create(company=cast.company, party=party, number=f"+55193234567{number}")
        with CaptureQueriesContext(connection) as many:
            client.get(f"/clientes/{party.pk}/")
        assert len(many) == len(few), [query["sql"][:120] for query in many]
        assert len(many) <= 15, [query["sql"][:120] for query in many]


class TestAccess:
    def test_another_portfolio_shows_name_and_owner_and_nothing_else(self, cast: Cast, signed_in: SignIn) -> None:
        party = reachable(cast, customer(cast.carla, "Maria Alheia"), phone="+5541987654321", email="m@a.com")
        actions.write_note(cast.carla, party, "Segredo", now=NOW)
        answer = signed_in("ana").get(f"/clientes/{party.pk}/")
        assert answer.status_code == 200
        assert "Carteira de Carla Aurora" in text(answer)
        for secret in ("982.247", "98765", "m@a.com", "Segredo"):
            assert secret not in text(answer)

    @pytest.mark.parametrize(
        "path",
        [
            "linha-do-tempo/", "painel/notes/", "painel/references/", "painel/history/", "alterar/", "tornar-cliente/",
            "notas/nova/", "consentimento/", "telefone/novo/", "email/novo/", "endereco/novo/", "codigo/novo/",
        ],
    )  # fmt: skip
    def test_no_other_door_opens(self, cast: Cast, signed_in: SignIn, path: str) -> None:
        party = prospect(cast.carla, "Maria Alheia")
        assert signed_in("ana").get(f"/clientes/{party.pk}/{path}").status_code == 404
        assert signed_in("carla").get(f"/clientes/{party.pk}/{path}").status_code == 200

    @pytest.mark.parametrize("path", ["carteira/", "inativar/"])
    def test_leaders_of_another_branch_are_kept_out_too(self, cast: Cast, signed_in: SignIn, path: str) -> None:
        party = prospect(cast.carla, "Maria Alheia")
        assert signed_in("bruno").get(f"/clientes/{party.pk}/{path}").status_code == 404
        assert signed_in("ana").get(f"/clientes/{party.pk}/{path}").status_code == 403

    def test_the_history_is_closed_too(self, cast: Cast, signed_in: SignIn) -> None:
        party = customer(cast.carla, "Maria Alheia")
        url = f"/auditoria/registro/customers.party/{party.pk}"
        assert signed_in("ana").get(url).status_code == 404
        assert "52998224725" in text(signed_in("carla").get(url))
        assert "52998224725" not in text(signed_in("sara").get(url))

    def test_an_unknown_record_is_not_found(self, signed_in: SignIn) -> None:
        assert signed_in("ana").get("/clientes/999999/").status_code == 404

    def test_with_an_open_portfolio_all_read_and_only_the_scope_writes(self, cast: Cast, signed_in: SignIn) -> None:
        party = reachable(cast, prospect(cast.carla, "Maria"), phone="+5541987654321")
        ParameterValue.objects.create(company=cast.company, key=CLOSED_PORTFOLIO.key, value=False)
        page = text(signed_in("ana").get(f"/clientes/{party.pk}/"))
        assert "(41) 98765-4321" in page
        assert f"/clientes/{party.pk}/alterar/" not in page
        assert signed_in("ana").get(f"/clientes/{party.pk}/alterar/").status_code == 404

    def test_without_the_permission_a_cpf_is_masked_on_every_page(self, cast: Cast, signed_in: SignIn) -> None:
        party = customer(cast.ana, "Maria")
        for url in (f"/clientes/{party.pk}/", "/clientes/", "/buscar?q=maria", "/buscar/janela?nome=maria"):
            page = text(signed_in("sara").get(url))
            assert "***.982.247-**" in page, url
            assert "529" not in page.replace(f"/{party.pk}/", ""), url


class TestList:
    def test_only_rows_within_reach_are_listed_and_exported(self, cast: Cast, signed_in: SignIn) -> None:
        prospect(cast.ana, "Maria Minha")
        prospect(cast.carla, "Maria Alheia")
        page = text(signed_in("ana").get("/clientes/"))
        assert "Maria Minha" in page
        assert "Maria Alheia" not in page
        assert [party.name for party in rows(cast.ana)] == ["Maria Minha"]
        assert rows(cast.sara).count() == 2

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("nome=sousa+luis", ["Luiz Souza"]),
            ("situacao=customer", ["Casa Cliente"]),
            ("tipo=person", ["Casa Cliente", "Luiz Souza"]),
            ("ativo=nao", []),
            ("uf=SP", ["Luiz Souza"]),
            ("cidade=3509502", ["Luiz Souza"]),
            ("email=sim", ["Luiz Souza"]),
            ("email=nao", ["Casa Cliente"]),
            ("carteira=eu", ["Casa Cliente", "Luiz Souza"]),
            ("cadastro_de=2026-11-23&cadastro_ate=2026-11-23", ["Casa Cliente", "Luiz Souza"]),
            ("cadastro_ate=2026-11-22", []),
        ],
    )
    def test_filters(self, cast: Cast, signed_in: SignIn, address: str, expected: list[str]) -> None:
        customer(cast.ana, "Casa Cliente")
        reachable(cast, prospect(cast.ana, "Luiz Souza"), email="l@a.com", city=cast.campinas.pk)
        shown = signed_in("ana").get(f"/clientes/?{address}").context["list"]
        assert len(shown.rows) == len(expected)
        page = text(signed_in("ana").get(f"/clientes/?{address}"))
        assert all(name in page for name in expected)

    def test_the_exported_document_obeys_the_permission(self, cast: Cast) -> None:
        customer(cast.ana, "Maria")
        export = CUSTOMERS.by_key["document"].export
        assert export is not None
        assert [export(party) for party in rows(cast.bruno)] == ["529.982.247-25"]
        assert [export(party) for party in rows(cast.sara)] == ["***.982.247-**"]

    def test_bulk_actions_change_and_refuse(self, cast: Cast) -> None:
        parties = [prospect(cast.ana, "Maria"), prospect(cast.ana, "José")]
        by_key = {action.key: action for action in CUSTOMERS.bulk_actions}
        moved = by_key["owner"].run(cast.bruno, parties, {"owner": cast.davi.user_id, "reason": ""})
        assert (moved.changed, moved.undo is not None) == (2, True)
        parties = list(Party.objects.all())
        assert by_key["deactivate"].run(cast.bruno, parties, {"reason": "Pediram"}).changed == 2
        again = by_key["deactivate"].run(cast.bruno, parties, {"reason": "Pediram"})
        assert (again.changed, len(again.refused)) == (0, 1)

    def test_the_page_costs_the_same_with_one_row_and_with_thirty(self, cast: Cast, signed_in: SignIn) -> None:
        client = signed_in("ana")
        reachable(cast, prospect(cast.ana, "Maria"), phone="+5519987654321", email="a@b.c", city=cast.campinas.pk)
        client.get("/clientes/")
        with CaptureQueriesContext(connection) as few:
            client.get("/clientes/")
        for number in range(30):
            reachable(cast, prospect(cast.ana, f"Maria {number}"), city=cast.campinas.pk)
        with CaptureQueriesContext(connection) as many:
            client.get("/clientes/")
        assert len(many) == len(few)
        assert len(many) <= 15, [query["sql"][:100] for query in many]
