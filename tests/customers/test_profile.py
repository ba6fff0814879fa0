"""The customer's page, and who may open it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.customers.people import NOW, customer, prospect, reachable
from vinculo.customers import actions
from vinculo.customers.models import Party, Phone
from vinculo.customers.parameters import CLOSED_PORTFOLIO
from vinculo.organization.models import ParameterValue

SignIn = Callable[[str], Client]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


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
        history = text(signed_in("carla").get(url))
        assert "***.982.247-**" in history  # whoever needs it in full opens the record, where the reading is noted
        assert "52998224725" not in history

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
