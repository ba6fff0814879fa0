"""The living style page: administrators see every component, an invalid sample comes back with its errors."""

from collections.abc import Callable

from django.test import Client

from tests.cast import Cast

SignIn = Callable[[str], Client]


def test_administrators_see_every_component(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in("adele").get("/estilo/")
    html = answer.content.decode()
    assert answer.status_code == 200
    for piece in ("timeline-entry", "data-lookup", "bulk-bar", "stepper", "conflict", "skeleton", "file-drop"):
        assert piece in html


def test_sellers_do_not(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in("ana").get("/estilo/")
    assert answer.status_code == 403
    assert "Você não tem acesso a esta página" in answer.content.decode()


def test_an_invalid_form_answers_422_and_loses_nothing(cast: Cast, signed_in: SignIn) -> None:
    sent = {"name": "", "document": "529.982.247-25", "phones-TOTAL_FORMS": "1", "phones-INITIAL_FORMS": "0"}
    answer = signed_in("adele").post("/estilo/campos/", sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="529.982.247-25"' in html
    assert 'id="id_name_error"' in html


def test_a_valid_form_is_confirmed(cast: Cast, signed_in: SignIn) -> None:
    sent = {
        "name": "Antônia",
        "source": "site",
        "due_date": "05/12/2026",
        "kind": "person",
        "phones-TOTAL_FORMS": "1",
        "phones-INITIAL_FORMS": "0",
        "phones-0-number": "(41) 98765-4321",
        "phones-0-kind": "mobile",
    }
    answer = signed_in("adele").post("/estilo/campos/", sent, follow=True)
    assert "Formulário válido" in answer.content.decode()


def test_the_look_up_answers_by_words(cast: Cast, signed_in: SignIn) -> None:
    assert [city["label"] for city in signed_in("adele").get("/estilo/consulta/?q=camp").json()] == [
        "Campinas",
        "Campo Grande",
    ]


def test_a_toast_reaches_a_fragment(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in("adele").post("/estilo/aviso/?tone=warning", headers={"HX-Request": "true"})
    assert '"tone": "warning"' in answer["HX-Trigger"]


def test_a_lost_address_offers_a_way_out(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in("ana").get("/nao-existe/")
    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()
