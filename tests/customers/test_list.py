"""The list of customers: rows, filters, export, bulk actions."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.customers.people import customer, prospect, reachable
from vinculo.customers.lists import CUSTOMERS, rows
from vinculo.customers.models import Party

SignIn = Callable[[str], Client]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


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
        gone = by_key["deactivate"].run(cast.bruno, parties, {"reason": "Pediram"})
        assert (gone.changed, gone.undo is not None) == (2, True)
        again = by_key["deactivate"].run(cast.bruno, parties, {"reason": "Pediram"})
        assert (again.changed, len(again.refused), again.undo) == (0, 1, None)

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
