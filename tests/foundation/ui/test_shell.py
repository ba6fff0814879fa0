"""The frame shows what the person may open, and nothing else."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from vinculo.foundation import navigation
from vinculo.foundation.access import Actor, Scope
from vinculo.foundation.ui import shell
from vinculo.foundation.ui.context import shell as context_processor

pytestmark = pytest.mark.urls("tests.foundation.ui.urls")


def actor(*permissions: str) -> Actor:
    return Actor(
        user_id=1,
        name="Ana Prado",
        email="ana@example.com",
        company_id=1,
        establishment_id=2,
        establishment_ids=(1, 2),
        team_id=None,
        team_ids=(),
        role_name="Vendedora",
        scope=Scope.OWN,
        permissions=frozenset(permissions),
        timezone="America/Sao_Paulo",
    )


def asked(path: str = "/", who: Actor | None = None) -> HttpRequest:
    request = RequestFactory().get(path)
    request.actor = who  # type: ignore[attr-defined]  # what ActorMiddleware sets
    return request


@pytest.fixture(autouse=True)
def only_these_doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_doors", {})
    monkeypatch.setattr(navigation, "_creations", {})
    monkeypatch.setattr(shell, "_establishment_source", [])
    monkeypatch.setattr(shell, "_account_links", [])
    navigation.register(
        navigation.NavEntry("style", "Estilo", "palette", "ui:style", "see.style", 2, section="Sistema"),
        navigation.NavEntry("form", "Amostra", "forms", "ui:style_form", "see.form", 1, section="Trabalho"),
        navigation.NavEntry("ghost", "Fantasma", "mood-sad", "nowhere:at_all", "see.style", 3),
        navigation.CreateEntry("sample", "Exemplo", "plus", "ui:style", "see.form"),
    )
    return


def test_what_one_may_not_open_is_not_there() -> None:
    frame = shell.Shell(asked(who=actor("see.style")))
    assert [door.label for door in frame.doors] == ["Estilo"]
    assert frame.creations == ()


def test_doors_come_in_order_and_grouped_by_work() -> None:
    frame = shell.Shell(asked(who=actor("see.style", "see.form")))
    assert [(section.title, [door.key for door in section.doors]) for section in frame.sections] == [
        ("Trabalho", ["form"]),
        ("Sistema", ["style"]),
    ]


def test_the_nearest_door_is_the_current_one() -> None:
    frame = shell.Shell(asked("/estilo/campos/", actor("see.style", "see.form")))
    assert {door.key: door.current for door in frame.doors} == {"form": True, "style": False}


def test_a_stranger_sees_an_empty_frame() -> None:
    frame = context_processor(asked())["shell"]
    assert frame.doors == ()
    assert frame.creations == ()
    assert frame.establishments == ()
    assert frame.establishment is None


def test_the_active_establishment_is_read_once() -> None:
    reads: list[int] = []

    def source(who: Actor) -> list[shell.Establishment]:
        reads.append(who.user_id)
        return [shell.Establishment(1, "Centro"), shell.Establishment(2, "Batel")]

    shell.establishments_from(source)
    frame = shell.Shell(asked(who=actor()))
    assert frame.establishment == shell.Establishment(2, "Batel")
    assert len(frame.establishments) == 2
    assert reads == [1]


def test_the_style_page_is_offered_to_those_who_may_see_it() -> None:
    assert shell.Shell(asked(who=actor())).account_links == []
    assert [link.label for link, _ in shell.Shell(asked(who=actor("ui.style_page"))).account_links] == [
        "Página de estilo"
    ]


def test_the_page_speaks_portuguese_and_names_its_person() -> None:
    request = asked(who=actor("see.style"))
    html = render_to_string("ui/errors/403.html", {"reason": "<b>Não</b>"}, request)
    assert '<html lang="pt-BR">' in html
    assert "Ana Prado" in html
    assert "Estilo" in html
    assert "Amostra" not in html
    assert "&lt;b&gt;Não&lt;/b&gt;" in html
