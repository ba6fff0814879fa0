from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.foundation.lists.parties import party
from vinculo.customers.models import Party
from vinculo.foundation.jobs import runner
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.lists import bulk

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.lists.urls")]

SignIn = Callable[[str], Client]
URL = "/listas/tests.parties/lote/classificar/"


def classes() -> dict[str, str]:
    return dict(Party.objects.values_list("name", "classification"))


def test_first_shows_what_it_is_about_to_do(cast: Cast, signed_in: SignIn) -> None:
    ids = [party(cast, "A").pk, party(cast, "B").pk]
    answer = signed_in("bruno").post(URL, {"linha": ids}, headers={"HX-Request": "true", "HX-Target": "dialog-host"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Classificar 2 clientes?" in body
    assert "<dialog" in body
    assert classes() == {"A": "", "B": ""}


def test_does_it_when_confirmed(cast: Cast, signed_in: SignIn) -> None:
    ids = [party(cast, "A").pk, party(cast, "B").pk]
    party(cast, "C")
    data = {"linha": ids, "confirmado": "1", "classification": "ouro", "voltar": "/teste/?q=x"}
    assert signed_in("bruno").post(URL, data).headers["Location"] == "/teste/?q=x"
    assert classes() == {"A": "ouro", "B": "ouro", "C": ""}


def test_a_form_with_an_error_comes_back_with_the_selection(cast: Cast, signed_in: SignIn) -> None:
    ids = [party(cast, "A").pk]
    answer = signed_in("bruno").post(URL, {"linha": ids, "confirmado": "1", "classification": ""})
    assert answer.status_code == 422
    assert f'name="linha" value="{ids[0]}"' in answer.content.decode()
    assert classes() == {"A": ""}


def test_never_reaches_rows_out_of_the_scope(cast: Cast, signed_in: SignIn) -> None:
    mine, other = party(cast, "A"), party(cast, "B", establishment=cast.branch)
    data = {"linha": [mine.pk, other.pk, "x", "9" * 30], "confirmado": "1", "classification": "ouro"}
    signed_in("bruno").post(URL, data)
    assert classes() == {"A": "ouro", "B": ""}
    data = {"linha": [other.pk], "confirmado": "1", "classification": "prata"}
    assert signed_in("bruno").post(URL, data).status_code == 302
    assert classes() == {"A": "ouro", "B": ""}


def test_is_refused_without_its_permission(cast: Cast, signed_in: SignIn) -> None:
    row = party(cast, "A", team=cast.sales)
    data = {"linha": [row.pk], "confirmado": "1", "classification": "ouro"}
    assert signed_in("sofia").post(URL, data).status_code == 404
    assert signed_in("ana").post(URL, data).status_code == 403
    assert signed_in("bruno").post("/listas/tests.parties/lote/outra/", data).status_code == 404
    assert signed_in("bruno").post("/listas/tests.unknown/lote/classificar/", data).status_code == 404


def test_all_results_of_the_filter_run_as_a_job_within_the_scope(cast: Cast, signed_in: SignIn) -> None:
    many = bulk.BATCH + 7
    Party.objects.bulk_create(
        Party(company=cast.company, establishment=cast.head, kind="person", stage="prospect", name=f"P{number}")
        for number in range(many)
    )
    party(cast, "Loja", kind="organization")
    party(cast, "Curitiba", establishment=cast.branch)
    preview = signed_in("bruno").post(URL, {"todos": "1", "consulta": "tipo=person"})
    assert f"Classificar {many} clientes?" in preview.content.decode()
    data = {"todos": "1", "consulta": "tipo=person", "confirmado": "1", "classification": "ouro"}
    answer = signed_in("bruno").post(URL, data)
    run = JobRun.objects.get()
    assert answer.headers["Location"] == f"/processos/{run.pk}/"
    runner.execute(run.pk)
    run.refresh_from_db()
    assert (run.status, run.result["changed"]) == ("done", many)
    assert {name for name, value in classes().items() if value == "ouro"} == {f"P{number}" for number in range(many)}


def test_a_filter_that_makes_no_sense_selects_nothing(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "A")
    data = {"todos": "1", "consulta": "tipo=marciano", "confirmado": "1", "classification": "ouro"}
    signed_in("bruno").post(URL, data)
    runner.execute(JobRun.objects.get().pk)
    assert classes() == {"A": ""}


def test_the_job_stops_when_the_permission_is_gone(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "A")
    signed_in("bruno").post(URL, {"todos": "1", "consulta": "", "confirmado": "1", "classification": "ouro"})
    role = cast.user("bruno").memberships.get().role
    role.permissions = ["lists.share_views"]
    role.save()
    run = JobRun.objects.get()
    runner.execute(run.pk)
    run.refresh_from_db()
    assert run.status == "failed"
    assert classes() == {"A": ""}


def test_finds_colleagues_of_the_company_alone(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("ana")
    found = browser.get("/listas/pessoas/?q=brÚno").json()
    assert [each["label"] for each in found] == ["Bruno Aurora"]
    assert browser.get("/listas/pessoas/?q=").json()[0] == {"value": "eu", "label": "Eu", "hint": "Ana Aurora"}
    assert browser.get("/listas/pessoas/?q=%25").status_code == 200
