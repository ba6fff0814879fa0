import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from tests.cast import Cast
from tests.foundation.lists.parties import party
from vinculo.foundation.audit.models import Export
from vinculo.foundation.jobs import runner
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.lists.spreadsheets import FORMULA_STARTS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.lists.urls")]

SignIn = Callable[[str], Client]
URL = "/listas/tests.parties/exportar/"


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def exported(browser: Client, kind: str, query: str = "", columns: tuple[str, ...] = ()) -> bytes:
    data = {"formato": kind, "consulta": query, "coluna": columns}
    answer = browser.post(URL, data, headers={"HX-Request": "true"}, REMOTE_ADDR="10.9.8.7")
    assert answer.status_code == 204
    assert "jobs-changed" in answer["HX-Trigger"]
    run = JobRun.objects.latest("pk")
    runner.execute(run.pk)
    run.refresh_from_db()
    assert run.status == "done", run.message
    return b"".join(browser.get(f"/processos/{run.pk}/arquivo/").streaming_content)


def test_a_spreadsheet_keeps_texts_dates_and_zeros(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "Zé", document="01234567890", birth_date=date(1990, 5, 1))
    party(cast, "Ana")
    content = exported(signed_in("adele"), "xlsx")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Nome", "CPF/CNPJ", "Nascimento")
    assert rows[1] == ("Ana", None, None)
    assert rows[2][:2] == ("Zé", "01234567890")
    assert rows[2][2].date() == date(1990, 5, 1)


def test_a_csv_opens_in_portuguese_spreadsheets(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "José; o “Zé”", document="01234567890", birth_date=date(1990, 5, 1))
    content = exported(signed_in("adele"), "csv", columns=("nascimento", "nome"))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Nascimento", "Nome"], ["01/05/1990", "José; o “Zé”"]]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_nothing_in_it_is_a_formula(cast: Cast, signed_in: SignIn, kind: str) -> None:
    for number, start in enumerate(FORMULA_STARTS):
        party(cast, f"{start}HYPERLINK({number})")
    content = exported(signed_in("adele"), kind)
    if kind == "csv":
        cells = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")][1:]
        assert len(cells) == len(FORMULA_STARTS)
        assert not any(cell.startswith(FORMULA_STARTS) for cell in cells)
    else:
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        assert {cell.data_type for (cell,) in sheet.iter_rows(min_row=2, max_col=1)} == {"s"}


def test_brings_only_the_filtered_rows_of_the_scope_of_the_moment(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "Campinas", stage="customer", document="52998224725")
    party(cast, "Prospect")
    party(cast, "Curitiba", establishment=cast.branch, stage="customer", document="11144477735")
    role = cast.user("bruno").memberships.get().role
    role.permissions = [*role.permissions, "jobs.see_all"]
    role.save()
    rows = exported(signed_in("bruno"), "csv", "situacao=customer").decode("utf-8-sig").splitlines()
    assert [row.split(";")[0] for row in rows] == ["Nome", "Campinas"]


def test_is_logged_with_who_what_and_from_where(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "Ana")
    exported(signed_in("adele"), "csv", "tipo=person")
    log = Export.objects.get()
    assert (log.actor_id, log.list_key, log.rows, log.address) == (
        cast.user("adele").pk,
        "tests.parties",
        1,
        "10.9.8.7",
    )
    assert log.parameters["query"] == "tipo=person"
    assert log.parameters["columns"] == ["nome", "documento", "nascimento"]
    assert log.in_words == "Tipo: Pessoa física · Colunas: Nome, CPF/CNPJ, Nascimento · CSV"


def test_wants_the_permission_when_asked_and_when_run(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in("bruno").post(URL, {"formato": "csv"}).status_code == 403
    signed_in("adele").post(URL, {"formato": "csv"})
    role = cast.user("adele").memberships.get().role
    role.permissions = []
    role.save()
    run = JobRun.objects.get()
    runner.execute(run.pk)
    run.refresh_from_db()
    assert (run.status, run.has_output) == ("failed", False)
    assert not Export.objects.exists()
