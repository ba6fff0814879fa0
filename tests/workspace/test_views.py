from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.customers.people import customer, prospect, reachable

SignIn = Callable[[str], Client]
PALETTE = {"HX-Request": "true", "HX-Target": "palette-results"}


def test_the_home_is_the_agenda(signed_in: SignIn) -> None:
    assert signed_in("ana").get("/")["Location"] == "/agenda/"


def test_the_palette_shows_groups_what_matched_and_registering(cast: Cast, signed_in: SignIn) -> None:
    prospect(cast.ana, "Maria Minha", "+5519987654321")
    customer(cast.carla, "Maria Alheia")
    lines = signed_in("ana").get("/buscar", {"q": "maria"}, headers=PALETTE).content.decode()
    for words in (
        "Maria Minha",
        "Maria Alheia",
        "Outra carteira",
        "Prospects",
        "Clientes",
        "Cadastrar prospect “maria”",
    ):
        assert words in lines
    assert "<html" not in lines
    lines = signed_in("ana").get("/buscar", {"q": "4321"}, headers=PALETTE).content.decode()
    assert "<strong>Telefone</strong> (19) 98765-4321" in lines


def test_without_a_text_the_palette_shows_what_was_opened_last(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("ana")
    assert "Digite um nome" in client.get("/buscar", headers=PALETTE).content.decode()
    for name in ("Primeira", "Segunda"):
        client.get(f"/clientes/{prospect(cast.ana, name).pk}/")
    lines = client.get("/buscar", headers=PALETTE).content.decode()
    assert lines.index("Segunda") < lines.index("Primeira")
    assert "Cadastrar prospect" not in lines


def test_what_left_the_persons_reach_is_no_longer_among_the_recent(cast: Cast, signed_in: SignIn) -> None:
    client, party = signed_in("ana"), prospect(cast.ana, "Maria")
    client.get(f"/clientes/{party.pk}/")
    type(party).objects.filter(pk=party.pk).update(owner=cast.user("carla"))
    assert "Maria" not in client.get("/buscar", headers=PALETTE).content.decode()


def test_the_page_of_results_and_its_emptiness(cast: Cast, signed_in: SignIn) -> None:
    prospect(cast.ana, "Maria")
    assert "Maria" in signed_in("ana").get("/buscar", {"q": "maria"}).content.decode()
    nothing = signed_in("ana").get("/buscar", {"q": "quitéria"}).content.decode()
    assert "Nada encontrado" in nothing
    assert "/clientes/novo/prospect/?buscado=quit%C3%A9ria" in nothing


def test_who_may_not_register_is_not_offered_it(signed_in: SignIn) -> None:
    assert "Cadastrar prospect" not in signed_in("alice").get("/buscar", {"q": "maria"}).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"nome": "maria"}, {"telefone": "98765-4321"}, {"codigo": "42"}, {"nome": "maria", "telefone": "19 98765-4321"}],
)
def test_the_window_finds_by_each_field(cast: Cast, signed_in: SignIn, typed: dict[str, str]) -> None:
    reachable(cast, prospect(cast.ana, "Maria", "+5519987654321"), code="42")
    page = signed_in("ana").get("/buscar/janela", typed).content.decode()
    assert "(19) 98765-4321" in page
    assert "Cadastrar prospect" in page


def test_the_window_offers_registering_only_after_a_search(signed_in: SignIn) -> None:
    page = signed_in("ana").get("/buscar/janela").content.decode()
    assert "Cadastrar prospect" not in page
    searched = signed_in("ana").get("/buscar/janela", {"documento": "529.982.247-25"}).content.decode()
    assert "?buscado=529.982.247-25" in searched


def test_strange_texts_are_only_texts(signed_in: SignIn) -> None:
    client = signed_in("ana")
    for text in ("\x00", "%", "'", "<script>", "a" * 5000):
        assert client.get("/buscar", {"q": text}).status_code == 200
        assert client.get("/buscar", {"q": text}, headers=PALETTE).status_code == 200
        assert client.get("/buscar/janela", {"nome": text}).status_code in (200, 422)


def test_a_search_costs_a_constant_number_of_queries(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("ana")
    for number in range(20):
        prospect(cast.ana, f"Maria {number}")
    with CaptureQueriesContext(connection) as queries:
        client.get("/buscar", {"q": "maria"}, headers=PALETTE)
    assert len(queries) <= 8, [query["sql"][:100] for query in queries]
