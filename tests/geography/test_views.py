from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

SignIn = Callable[[str], Client]


def test_the_look_up_answers_options(signed_in: SignIn) -> None:
    answer = signed_in("ana").get("/geografia/municipios", {"q": "campinas sp"})
    assert answer.status_code == 200
    assert answer.json() == [{"value": 3509502, "label": "Campinas/SP", "hint": "DDD 19"}]


def test_the_look_up_keeps_to_a_state(signed_in: SignIn) -> None:
    answer = signed_in("ana").get("/geografia/municipios", {"q": "santa maria", "uf": "rs"})
    assert answer.json()[0]["label"] == "Santa Maria/RS"
    assert all(option["label"].endswith("/RS") for option in answer.json())


@pytest.mark.parametrize("uf", ["XX", "\x00", "a" * 500])
def test_the_look_up_survives_a_state_that_does_not_exist(signed_in: SignIn, uf: str) -> None:
    assert signed_in("ana").get("/geografia/municipios", {"q": "santa", "uf": uf}).status_code == 200


def test_a_cep_answers_its_municipality(signed_in: SignIn) -> None:
    answer = signed_in("ana").get("/geografia/cep/13010-000")
    assert answer.json() == {
        "cep": "13010000",
        "masked": "13010-000",
        "uf": "SP",
        "municipality": 3509502,
        "label": "Campinas/SP",
        "ddd": "19",
    }


def test_a_cep_of_no_known_range_answers_blanks(signed_in: SignIn) -> None:
    answer = signed_in("ana").get("/geografia/cep/78950000")
    assert answer.status_code == 200
    assert answer.json() == {
        "cep": "78950000",
        "masked": "78950-000",
        "uf": "",
        "municipality": None,
        "label": "",
        "ddd": "",
    }


def test_what_is_not_a_cep_is_refused_with_a_sentence(signed_in: SignIn) -> None:
    answer = signed_in("ana").get("/geografia/cep/123")
    assert answer.status_code == 422
    assert answer.json() == {"error": "O CEP tem 8 dígitos; foram informados 3."}


@pytest.mark.parametrize("url", ["/geografia/municipios?q=sao", "/geografia/cep/13010000"])
def test_a_stranger_is_sent_to_sign_in(client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 302
    assert "next=" in answer.headers["Location"]
