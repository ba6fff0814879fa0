"""Whole page, fragment, redirect, refresh and toasts, as a browser and as HTMX would meet them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory

from vinculo.foundation.ui import page, redirect, refresh, toast
from vinculo.foundation.ui.middleware import ContentSecurityMiddleware, ToastMiddleware

pytestmark = pytest.mark.urls("tests.foundation.ui.urls")
TEMPLATE = "ui_tests/people.html"
SOURCE = (
    "{% load partials %}<h1>Pessoas</h1>{% partialdef rows inline %}<ul id='rows'>{{ name }}</ul>{% endpartialdef %}"
)


@pytest.fixture(autouse=True)
def people_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One small template, found by the product's own loaders."""
    (tmp_path / "ui_tests").mkdir()
    (tmp_path / TEMPLATE).write_text(SOURCE, encoding="utf-8")
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [tmp_path])


def asked(headers: Mapping[str, str] | None = None) -> HttpRequest:
    request = RequestFactory().get("/pessoas/", headers=dict(headers or {}))
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # what MessageMiddleware sets
    return request


FROM_HTMX = {"HX-Request": "true", "HX-Target": "rows"}


def test_a_browser_gets_the_whole_page() -> None:
    answer = page(asked(), "ui/errors/404.html", status=404)
    assert answer.status_code == 404
    assert b"<!doctype html>" in answer.content


def test_the_answer_varies_on_who_asks() -> None:
    assert "HX-Target" in page(asked(), "ui/errors/404.html")["Vary"]


def test_redirects_reach_browsers_and_htmx() -> None:
    assert redirect(asked(), "/agenda/").status_code == 302
    answer = redirect(asked(FROM_HTMX), "/agenda/")
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/agenda/"


def test_refresh_reloads_the_page_of_a_fragment() -> None:
    assert refresh(asked(FROM_HTMX), "/agenda/")["HX-Refresh"] == "true"
    assert refresh(asked(), "/agenda/").headers["Location"] == "/agenda/"


def toasted(headers: Mapping[str, str], answer: HttpResponse) -> HttpResponse:
    request = asked(headers)
    toast(request, "Cliente salvo — já.", undo_url="/desfazer/")

    def view(_request: HttpRequest) -> HttpResponse:
        return answer

    given = ToastMiddleware(view)(request)
    assert isinstance(given, HttpResponse)
    return given


def test_a_fragment_carries_its_toasts_in_a_header() -> None:
    answer = toasted(FROM_HTMX, HttpResponse("<ul></ul>"))
    (item,) = json.loads(answer["HX-Trigger"])["toasts"]["items"]
    assert item == {"text": "Cliente salvo — já.", "tone": "success", "undo": "/desfazer/"}


def test_toasts_join_the_events_already_there() -> None:
    assert set(json.loads(toasted(FROM_HTMX, HttpResponse(headers={"HX-Trigger": "close-dialog"}))["HX-Trigger"])) == {
        "close-dialog",
        "toasts",
    }
    given = HttpResponse(headers={"HX-Trigger": '{"moved": {"id": 3}}'})
    assert json.loads(toasted(FROM_HTMX, given)["HX-Trigger"])["moved"] == {"id": 3}


@pytest.mark.parametrize("headers", [{"HX-Redirect": "/"}, {"HX-Refresh": "true"}])
def test_toasts_wait_for_the_next_page(headers: dict[str, str]) -> None:
    assert "HX-Trigger" not in toasted(FROM_HTMX, HttpResponse(headers=headers))


def test_a_whole_page_shows_its_toasts_itself() -> None:
    assert "HX-Trigger" not in toasted({}, HttpResponse())


def test_an_unknown_tone_is_refused() -> None:
    with pytest.raises(KeyError):
        toast(asked(), "Oi", tone="purple")


def test_every_answer_carries_the_content_policy() -> None:
    answer = ContentSecurityMiddleware(lambda _request: HttpResponse())(asked())
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


def test_htmx_gets_the_partial_it_aims_at() -> None:
    answer = page(asked(FROM_HTMX), TEMPLATE, {"name": "<Ana>"})
    assert answer.content.decode() == "<ul id='rows'>&lt;Ana&gt;</ul>"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Target": "another"},
        {**FROM_HTMX, "HX-History-Restore-Request": "true"},
    ],
)
def test_anyone_else_gets_the_whole(headers: dict[str, str]) -> None:
    assert "<h1>Pessoas</h1>" in page(asked(headers), TEMPLATE, {"name": "Ana"}).content.decode()


def test_an_invalid_form_keeps_its_status_in_a_fragment() -> None:
    assert page(asked(FROM_HTMX), TEMPLATE, {"name": ""}, status=422).status_code == 422
