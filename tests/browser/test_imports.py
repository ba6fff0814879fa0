"""A spreadsheet with faults on the way in: mapped, tried, confirmed, and its criticism taken home."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs
from tests.browser.people import do_the_jobs
from vinculo.customers.models import Party

HEADERS = ("Cód Cliente", "Razão Social", "CPF/CNPJ", "Fone 1", "Cidade", "UF", "CEP", "Apontamentos da loja")
ROWS = (
    ("K-1", "Jussara Mendonça", "529.982.247-25", "(19) 98123-4567", "Campinas", "SP", "13010-000", "Prefere manhã"),
    ("K-2", "Cícero Amâncio", "111.444.777-36", "(19) 98123-4568", "Campinas", "SP", "13010-000", ""),
    ("K-3", "Moinho Santa Luzia Ltda.", "11.222.333/0001-81", "19 3232 1919", "campinas", "sp", "13010000", ""),
    ("K-4", "", "123.456.789-09", "", "Campinas", "SP", "", ""),
    ("K-5", "Perpétua Zanin", "", "(19) 98123-4569", "Cidade Nenhuma", "SP", "", ""),
    ("K-1", "Jussara de novo", "", "", "", "", "", ""),
    ("K-7", "Anselmo Brito", "3.520.413-16", "", "Curitiba", "PR", "80010-000", ""),
)


def test_a_spreadsheet_with_faults(
    open_as: OpenAs, downloads: Callable[[Page, Callable[[], None]], Path], tmp_path: Path
) -> None:
    page = open_as("alice", "/importacoes/")
    page.keyboard.press("n")
    page.locator("input[type=file]").set_input_files(written(tmp_path / "carteira antiga.xlsx"))
    page.get_by_role("button", name="Continuar").press("Enter")
    expect(page).to_have_title("Colunas de carteira antiga.xlsx · Vínculo")
    page.get_by_label("Coluna Apontamentos da loja").select_option("Observação")
    page.get_by_role("button", name="Conferir a planilha").press("Enter")
    expect(page.locator(".field.invalid, [data-error-summary]").first).to_contain_text("origem")
    page.get_by_label("Origem dos códigos externos").fill("dms")
    page.get_by_role("button", name="Conferir a planilha").press("Enter")

    do_the_jobs()
    expect(page.get_by_role("button", name="Processar 3 linhas").or_(page.locator("#critique"))).not_to_have_count(0)
    assert not Party.objects.filter(name__in=[row[1] for row in ROWS if row[1]]).exists()
    for words in ("Cícero", "111.444.777-36", "Cidade Nenhuma"):
        if words != "Cícero":
            expect(page.locator("#critique")).to_contain_text(words)
    page.get_by_role("button", name="Processar").press("Enter")
    expect(page.locator("#progress")).to_contain_text("Aguardando")
    do_the_jobs()

    expect(page.get_by_role("link", name="Baixar críticas")).to_be_visible()
    expect(page.locator(".figure", has_text="incluídas")).to_contain_text(str(came_in()))
    report = downloads(page, lambda: page.get_by_role("link", name="Baixar críticas").press("Enter"))
    sheet = openpyxl.load_workbook(report).active
    assert sheet is not None
    lines = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    refused = {line[0]: " ".join(line) for line in lines[1:]}
    assert "111.444.777-36" in refused["K-2"]
    assert "Nome" in refused["K-4"] or "nome" in refused["K-4"]

    page.goto(page.url.partition("/importacoes")[0] + "/clientes/?nome=jussara")
    expect(page.get_by_role("link", name="Jussara Mendonça")).to_be_visible()


def came_in() -> int:
    return Party.objects.filter(name__in=[row[1] for row in ROWS]).count()


def written(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Clientes")
        for line, row in enumerate((HEADERS, *ROWS)):
            sheet.write_row(line, 0, row)
    return path


def test_a_program_renamed_to_a_spreadsheet_is_refused_in_a_sentence(open_as: OpenAs, tmp_path: Path) -> None:
    path = tmp_path / "clientes.xlsx"
    path.write_bytes(b"MZ\x90\x00" + bytes(4_000))
    page = open_as("alice", "/importacoes/nova/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Continuar").press("Enter")
    expect(page.locator(".field.invalid .error")).to_be_visible()
