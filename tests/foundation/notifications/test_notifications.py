from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from vinculo.foundation import clock
from vinculo.foundation.notifications.actions import notify, purge
from vinculo.foundation.notifications.models import Notification

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def test_tells_each_person_once(cast: Cast) -> None:
    ana, bruno = cast.user("ana").pk, cast.user("bruno").pk
    notify([ana, bruno, ana], "Reunião às 10h")
    assert sorted(Notification.objects.values_list("user_id", flat=True)) == sorted([ana, bruno])


def test_the_bell_counts_only_my_own_unread(cast: Cast, signed_in: SignIn) -> None:
    for number in range(120):
        notify([cast.user("ana").pk], f"Aviso {number}")
    notify([cast.user("bruno").pk], "Só do Bruno")
    ana, bruno = signed_in("ana"), signed_in("bruno")
    page = ana.get("/notificacoes/bandeja/").content.decode()
    assert "Aviso 119" in page
    assert "Só do Bruno" not in page
    assert ">99" in page
    assert "Só do Bruno" in bruno.get("/notificacoes/").content.decode()


def test_opening_one_marks_it_read_and_goes_where_it_points(cast: Cast, signed_in: SignIn) -> None:
    notify([cast.user("ana").pk], "Pronto", url="/processos/1/?x=2")
    told = Notification.objects.get()
    answer = signed_in("ana").post(f"/notificacoes/{told.pk}/")
    assert answer.headers["Location"] == "/processos/1/?x=2"
    told.refresh_from_db()
    assert told.read_at is not None


@pytest.mark.parametrize("url", ["https://mal.example/x", "//mal.example", "javascript:alert(1)", "/\\mal.example"])
def test_never_leads_out_of_the_product(cast: Cast, signed_in: SignIn, url: str) -> None:
    notify([cast.user("ana").pk], "Isca", url=url)
    answer = signed_in("ana").post(f"/notificacoes/{Notification.objects.get().pk}/")
    assert "mal.example" not in answer.headers["Location"]
    assert answer.headers["Location"].startswith("/")


def test_nobody_opens_or_reads_what_is_not_theirs(cast: Cast, signed_in: SignIn) -> None:
    notify([cast.user("ana").pk], "Da Ana")
    bruno = signed_in("bruno")
    assert bruno.post(f"/notificacoes/{Notification.objects.get().pk}/").status_code == 404
    bruno.post("/notificacoes/lidas/")
    assert Notification.objects.get().read_at is None
    signed_in("ana").post("/notificacoes/lidas/")
    assert Notification.objects.get().read_at is not None


def test_reading_changes_nothing(cast: Cast, signed_in: SignIn) -> None:
    notify([cast.user("ana").pk], "Da Ana")
    browser = signed_in("ana")
    assert browser.get(f"/notificacoes/{Notification.objects.get().pk}/").status_code == 405
    browser.get("/notificacoes/?mostrar=nao-lidas&antes=x")
    assert Notification.objects.get().read_at is None


def test_the_old_ones_go(cast: Cast) -> None:
    notify([cast.user("ana").pk], "Antiga")
    Notification.objects.update(created_at=clock.now() - timedelta(days=91))
    notify([cast.user("ana").pk], "Nova")
    purge(now=clock.now())
    assert [each.title for each in Notification.objects.all()] == ["Nova"]
