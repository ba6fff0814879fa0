"""The pages: from the upload to the final report, who may see what, and unusable files without a 500."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.imports.conftest import ImportFile, Sheet
from vinculo.customers.models import Party
from vinculo.foundation.jobs.errors import JobCancelled
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.jobs.runner import execute
from vinculo.imports.models import Remark, RememberedMapping, Run

SignIn = Callable[[str], Client]
CONTENT = b"Nome;CPF;Ref\nAna Lima;529.982.247-25;1\nRui;529.982.247-26;2\n;;\n"
HOME = "/importacoes/"


def send(client: Client, content: bytes = CONTENT, name: str = "clientes.csv"):
    return client.post(f"{HOME}nova/", {"file": SimpleUploadedFile(name, content)})


def test_from_upload_to_report(reference_data: None, signed_in: SignIn, cast: Cast) -> None:
    client = signed_in("alice")
    assert client.get(HOME).status_code == 200
    answer = send(client)
    run = Run.objects.get()
    assert answer["Location"] == f"{HOME}{run.pk}/colunas/"
    assert run.mapping == {"0": "name", "1": "document"}
    assert "Ana Lima" in client.get(answer["Location"]).content.decode()
    columns = {"column_0": "name", "column_1": "document", "column_2": "code", "origin": "DMS"}
    assert client.post(f"{HOME}{run.pk}/colunas/", columns).status_code == 302
    run.refresh_from_db()
    assert run.job is not None
    assert "Conferindo" in client.get(f"{HOME}{run.pk}/").content.decode() or run.is_working
    execute(run.job.pk)
    run.refresh_from_db()
    assert (run.state, run.created, run.refused, Party.objects.count()) == ("checked", 1, 1, 0)
    body = client.get(f"{HOME}{run.pk}/?campo=document&gravidade=refusal").content.decode()
    assert "deveria ser 25" in body
    assert client.post(f"{HOME}{run.pk}/importar/").status_code == 302
    run.refresh_from_db()
    execute(run.job.pk)
    run.refresh_from_db()
    assert (run.state, run.created, Party.objects.count()) == ("done", 1, 1)
    assert client.get(f"{HOME}{run.pk}/criticas/").status_code == 200
    assert client.get(f"{HOME}{run.pk}/arquivo/").getvalue() == CONTENT

    party = Party.objects.get()
    assert client.post(f"{HOME}{run.pk}/desfazer/").status_code == 302
    run.refresh_from_db()
    execute(run.job.pk)
    assert not Party.objects.exists()
    assert "Importação desfeita" in client.get(f"{HOME}{run.pk}/").content.decode()
    assert client.post(f"{HOME}{run.pk}/refazer/").status_code == 302
    run.refresh_from_db()
    execute(run.job.pk)
    assert Party.objects.get().pk == party.pk
    assert "1 registro refeito." in client.get(f"{HOME}{run.pk}/").content.decode()

    send(client)
    again = Run.objects.latest("pk")
    client.post(f"{HOME}{again.pk}/colunas/", columns)
    again.refresh_from_db()
    assert again.job is not None
    execute(again.job.pk)
    body = client.get(f"{HOME}{again.pk}/").content.decode()
    assert "Nada muda: as linhas aceitas já estão no sistema." in body
    assert "Processar" not in body.split("<main")[1]
    assert '<span class="figure-label">recusada</span>' in body


def test_the_mapping_is_remembered_by_layout(reference_data: None, signed_in: SignIn) -> None:
    client = signed_in("alice")
    send(client)
    run = Run.objects.get()
    client.post(f"{HOME}{run.pk}/colunas/", {"column_0": "name", "column_2": "code", "origin": "dms"})
    assert RememberedMapping.objects.count() == 1
    send(client, b"nome;cpf;ref\nOutra;;7\n")
    again = Run.objects.order_by("-pk")[0]
    assert (again.mapping, again.origin) == ({"0": "name", "2": "code"}, "dms")


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"column_1": "document"}, "Indique a coluna do nome"),
        ({"column_0": "name"}, "identifique o cliente"),
        ({"column_0": "name", "column_1": "code"}, "Informe a origem"),
        ({"column_0": "name", "column_1": "document", "column_2": "document"}, "já foi escolhido"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(signed_in: SignIn, columns: dict[str, str], sentence: str) -> None:
    client = signed_in("alice")
    send(client)
    answer = client.post(f"{HOME}{Run.objects.get().pk}/colunas/", columns)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00" + b"\x00" * 200, b"PK\x03\x04zzzz", b"Nome;CPF\n", b"\x89PNG\r\n\x1a\n\x00"]
)
def test_unusable_files_are_answered_with_a_sentence(signed_in: SignIn, content: bytes) -> None:
    answer = send(signed_in("alice"), content, "clientes.xlsx")
    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_no_file_at_all(signed_in: SignIn) -> None:
    assert signed_in("alice").post(f"{HOME}nova/", {}).status_code == 422


def test_who_may_import(signed_in: SignIn) -> None:
    for path in ("", "nova/", "modelo/"):
        assert signed_in("ana").get(HOME + path).status_code == 403
        assert signed_in("bruno").get(HOME + path).status_code == 200


def test_a_run_of_another_branch_does_not_exist(signed_in: SignIn) -> None:
    send(signed_in("bruno"))
    run = Run.objects.get()
    for path in ("", "colunas/", "criticas/", "arquivo/"):
        assert signed_in("caio").get(f"{HOME}{run.pk}/{path}").status_code == 404
    assert signed_in("caio").post(f"{HOME}{run.pk}/importar/").status_code == 404
    assert signed_in("adele").get(f"{HOME}{run.pk}/").status_code == 200


def test_nothing_is_imported_before_it_was_checked(signed_in: SignIn) -> None:
    client = signed_in("alice")
    send(client)
    run = Run.objects.get()
    assert client.post(f"{HOME}{run.pk}/importar/").status_code == 302
    run.refresh_from_db()
    assert run.job is None


def test_the_critique_pages_by_keyset(
    reference_data: None, signed_in: SignIn, import_file: ImportFile, sheet: Sheet
) -> None:
    rows = [[f"Cliente {n}", "1"] for n in range(120)]
    run = import_file(sheet(["Nome", "CPF"], rows), write=False, by="alice")
    Run.objects.filter(pk=run.pk).update(state=Run.State.CHECKED)
    client = signed_in("alice")
    seen, url = 0, f"{HOME}{run.pk}/"
    for _ in range(3):
        answer = client.get(url)
        seen += len(answer.context["critique"].lines)
        url = f"{HOME}{run.pk}/?depois={answer.context['critique'].next_after}"
    assert (seen, answer.context["critique"].next_after) == (120, "")
    assert answer.context["critique"].culprit.count == 120
    assert "reveja as colunas" in answer.content.decode()


def test_the_template_can_be_filled_and_imported(signed_in: SignIn, tmp_path: Path, import_file: ImportFile) -> None:
    path = tmp_path / "modelo.xlsx"
    path.write_bytes(signed_in("alice").get(f"{HOME}modelo/").getvalue())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Dados", "Instruções"]
    assert book["Dados"].column_dimensions["C"].width > 0
    run = import_file(path, write=False)
    assert (run.created, run.refused) == (1, 0)
    assert len(run.mapping) == len(run.headers)


def test_the_report_is_the_same_sheet_with_reasons(sheet: Sheet, import_file: ImportFile, tmp_path: Path) -> None:
    from vinculo.imports.report import write_report

    headers = ["Obs", "CPF", "Nome"]
    run = import_file(sheet(headers, [["x", "529.982.247-25", "Ana"], ["=1+1", "529.982.247-26", "Rui"]]))
    path = tmp_path / "out.xlsx"
    assert write_report(run, path) == 1
    lines = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert lines[0][:3] == tuple(headers)
    assert lines[1][:4] == ("=1+1", "529.982.247-26", "Rui", 3)
    assert "deveria ser 25" in lines[1][5]
    assert Remark.objects.filter(run=run).count() == 1
    again = import_file(path)
    assert (again.refused, again.mapping) == (1, run.mapping)


def test_an_undo_stopped_half_way_says_so_and_goes_on(
    signed_in: SignIn, sheet: Sheet, import_file: ImportFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(["Nome", "CPF"], [["Ana", "529.982.247-25"], ["Rui", "153.509.460-56"], ["Eva", "111.444.777-35"]])
    run = import_file(path, batch_rows=1)
    Run.objects.filter(pk=run.pk).update(state=Run.State.DONE)
    client = signed_in("adele")
    address = f"{HOME}{run.pk}/"

    def undo(stop_after: int) -> str:
        slices = iter(range(100))

        def check_cancelled(reporter: Reporter) -> None:
            if next(slices) == stop_after:
                raise JobCancelled

        monkeypatch.setattr(Reporter, "check_cancelled", check_cancelled)
        assert client.post(f"{address}desfazer/").status_code == 302
        run.refresh_from_db()
        assert run.job is not None
        execute(run.job.pk)
        return client.get(address).content.decode()

    assert "O desfazer foi cancelado a pedido; nada mudou." in undo(0)
    assert Party.objects.count() == 3
    page = undo(2)
    assert "O que já foi desfeito está gravado" in page
    assert "Continuar" in page
    assert Party.objects.count() == 1
    assert "3 registros desfeitos." in undo(100)
    assert not Party.objects.exists()
