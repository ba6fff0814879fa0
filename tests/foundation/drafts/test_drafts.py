import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from vinculo.foundation import clock
from vinculo.foundation.drafts import rules
from vinculo.foundation.drafts.actions import MOST_DRAFTS, discard, keep, purge
from vinculo.foundation.drafts.models import Draft
from vinculo.foundation.drafts.rules import Typed

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
URL = "/rascunhos/customers.party.new/"
BODY = {"fields": {"name": ["Maria"], "phones": ["1", "2"]}, "url": "/clientes/novo/?q=1", "title": "Novo cliente"}


def send(browser: Client, body: object, url: str = URL, method: str = "POST") -> int:
    data = body if isinstance(body, str) else json.dumps(body)
    return browser.generic(method, url, data, content_type="application/json").status_code


def test_gives_back_what_was_kept(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("ana")
    assert browser.get(URL).status_code == 204
    assert send(browser, BODY) == 204
    assert send(browser, {"fields": {"name": ["Maria José"]}}, method="PUT") == 204
    kept = browser.get(URL).json()
    assert kept["fields"] == {"name": ["Maria José"]}
    assert kept["saved_at"]
    assert browser.delete(URL).status_code == 204
    assert browser.get(URL).status_code == 204


def test_belongs_to_one_person(cast: Cast, signed_in: SignIn) -> None:
    send(signed_in("ana"), BODY)
    bruno = signed_in("bruno")
    assert bruno.get(URL).status_code == 204
    bruno.delete(URL)
    bruno.post(f"{URL}descartar/")
    assert "Novo cliente" not in bruno.get("/rascunhos/").content.decode()
    assert "Novo cliente" in signed_in("ana").get("/rascunhos/").content.decode()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 422),
        ("{", 422),
        ("[]", 422),
        ("null", 422),
        ({"fields": []}, 422),
        ({"fields": {"a": "b"}}, 422),
        ({"fields": {"a": [1]}}, 422),
        ("[" * 50_000, 422),
        ({"fields": {"a": ["x" * rules.MOST_BYTES]}}, 413),
        ({"fields": {"a\u0000": ["b\u0000"]}, "url": "https://mal.example/", "title": 7}, 204),
        ({"fields": {"\ud800": ["b\udfff"]}, "title": "\ud800"}, 204),
    ],
)
def test_refuses_what_is_not_a_draft(cast: Cast, signed_in: SignIn, body: object, status: int) -> None:
    assert send(signed_in("ana"), body) == status
    assert not Draft.objects.filter(url__contains="mal.example").exists()


@pytest.mark.parametrize("key", ["a%20b", "%2e%2e", "x" * 121, "a'b"])
def test_refuses_a_strange_key(cast: Cast, signed_in: SignIn, key: str) -> None:
    assert send(signed_in("ana"), BODY, f"/rascunhos/{key}/") == 404


def test_wants_the_token_against_forged_requests(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.user("ana"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(browser, BODY) == 403


def test_an_action_discards_what_it_saved(cast: Cast) -> None:
    keep(cast.ana, "form", Typed({}, "", ""), now=clock.now())
    keep(cast.bruno, "form", Typed({}, "", ""), now=clock.now())
    discard(cast.ana.user_id, "form")
    assert [draft.user_id for draft in Draft.objects.all()] == [cast.bruno.user_id]


def test_keeps_neither_too_many_nor_too_old(cast: Cast) -> None:
    now, ana = clock.now(), cast.ana
    Draft.objects.bulk_create(
        Draft(user_id=ana.user_id, key=f"k{n}", fields={}, saved_at=now - timedelta(days=n // 10))
        for n in range(MOST_DRAFTS)
    )
    keep(ana, "new", Typed({}, "", ""), now=now)
    assert Draft.objects.count() == MOST_DRAFTS
    assert Draft.objects.filter(key="new").exists()
    Draft.objects.filter(key="k0").update(saved_at=now - timedelta(days=31))
    purge(now=now)
    assert not Draft.objects.filter(key="k0").exists()
