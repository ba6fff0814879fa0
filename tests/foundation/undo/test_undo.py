from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from vinculo.foundation import clock, undo
from vinculo.foundation.access import Actor
from vinculo.foundation.undo import registry
from vinculo.foundation.undo.actions import offer, purge
from vinculo.foundation.undo.models import UndoOffer
from vinculo.foundation.undo.queries import is_open

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
done: list[tuple[str, object]] = []


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    done.clear()

    @undo.handler("tests.undo")
    def reverse(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
        if payload.get("gone"):
            raise undo.UndoRefused("O cliente já não existe.")
        done.append((actor.name, payload["id"]))

    yield
    del registry._handlers["tests.undo"]


def test_reverses_once(cast: Cast, signed_in: SignIn) -> None:
    url = offer(cast.ana, "tests.undo", {"id": 7}, "Exclusão desfeita.", now=clock.now())
    assert is_open(url, now=clock.now())
    browser = signed_in("ana")
    for _ in range(2):
        assert browser.post(url, headers={"Referer": "http://testserver/clientes/?q=1"}).status_code == 302
    assert done == [("Ana Aurora", 7)]
    assert not is_open(url, now=clock.now())


def test_only_its_author_and_only_by_post(cast: Cast, signed_in: SignIn) -> None:
    url = offer(cast.ana, "tests.undo", {"id": 7}, "Desfeito.", now=clock.now())
    assert signed_in("bruno").post(url).status_code == 404
    assert signed_in("ana").get(url).status_code == 405
    assert done == []


def test_refuses_after_a_quarter_of_an_hour(cast: Cast, signed_in: SignIn) -> None:
    url = offer(cast.ana, "tests.undo", {"id": 7}, "Desfeito.", now=clock.now() - timedelta(minutes=16))
    browser = signed_in("ana")
    browser.post(url)
    assert done == []
    purge(now=clock.now())
    assert not UndoOffer.objects.exists()
    assert browser.post(url).status_code == 404


def test_a_refusal_is_told_and_leaves_the_offer_open(cast: Cast, signed_in: SignIn) -> None:
    url = offer(cast.ana, "tests.undo", {"gone": True}, "Desfeito.", now=clock.now())
    answer = signed_in("ana").post(url, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert UndoOffer.objects.get().used_at is None


def test_refuses_to_offer_what_nobody_can_reverse(cast: Cast) -> None:
    with pytest.raises(registry.UnknownUndo):
        offer(cast.ana, "tests.unheard", {}, "", now=clock.now())
