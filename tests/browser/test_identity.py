"""Everything reversible: an import undone after ten edits, two records merged, added to, and taken apart again."""

from pathlib import Path

import xlsxwriter
from playwright.sync_api import expect

from tests.browser.conftest import OpenAs
from tests.browser.people import do_the_jobs, known
from tests.cast import Cast
from vinculo.customers import actions as customers
from vinculo.customers.models import Party
from vinculo.customers.particulars import PhoneEntry
from vinculo.foundation import clock

HEADERS = ("Código", "Origem", "Nome", "Telefone", "Município", "UF", "SAC")
ROWS = [
    (f"U-{n}", "erp", f"Undina Teste {n:02}", f"(19) 3555-10{n:02}", "Campinas", "SP", "sara@aurora.example")
    for n in range(30)
]


def written(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Clientes")
        for line, row in enumerate((HEADERS, *rows)):
            sheet.write_row(line, 0, row)
    return path


def test_an_import_is_undone_and_what_was_edited_stays(aurora: Cast, open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as("alice", "/importacoes/nova/customers/")
    known(aurora, "bruno", "Undina Antiga", "+551935559999")
    rows = [*ROWS, ("U-99", "", "Undina Sem Origem", "", "Campinas", "SP", "")]
    page.locator("input[type=file]").set_input_files(written(tmp_path / "undinas.xlsx", rows))
    page.get_by_role("button", name="Continuar").press("Enter")
    page.get_by_role("button", name="Conferir a planilha").press("Enter")
    expect(page.locator("[data-error-summary], .field.invalid")).to_have_count(0)
    do_the_jobs()
    expect(page.get_by_role("button", name="Processar")).to_be_visible()
    assert not Party.objects.filter(name__startswith="Undina Teste").exists()
    page.get_by_role("button", name="Processar").press("Enter")
    expect(page.locator("#progress")).to_contain_text("Aguardando")
    do_the_jobs()
    undo = page.get_by_role("button", name="Desfazer a importação")
    expect(undo).to_be_visible()
    imported = list(Party.objects.filter(name__startswith="Undina Teste").order_by("pk"))
    assert len(imported) == len(ROWS)

    for party in imported[:10]:
        customers.write_note(aurora.actor("bruno"), party, "Ligou hoje", now=clock.now())
    undo.press("Enter")
    page.get_by_role("button", name="Desfazer a importação").last.press("Enter")
    expect(page.locator("#progress")).to_contain_text("Aguardando")
    do_the_jobs()
    expect(page.locator("main")).to_contain_text("10 mantidos porque mudaram depois")
    expect(page.locator("main")).to_contain_text("Undina Teste 09")
    expect(page.locator("main")).to_contain_text("Bruno Aurora")
    assert Party.objects.filter(name__startswith="Undina Teste").count() == 10
    assert Party.objects.filter(name="Undina Antiga").exists()
    page.get_by_role("button", name="Refazer a importação").press("Enter")
    page.get_by_role("button", name="Refazer", exact=True).press("Enter")
    expect(page.locator("#progress")).to_contain_text("Aguardando")
    do_the_jobs()
    expect(page.get_by_role("button", name="Desfazer a importação")).to_be_visible()
    assert Party.objects.filter(name__startswith="Undina Teste").count() == len(ROWS)


def test_two_records_become_one_and_two_again(aurora: Cast, open_as: OpenAs) -> None:
    one = known(aurora, "bruno", "Zulmira Amarante", "+5519977123456", document="98765432100")
    known(aurora, "bruno", "Zulmira Amarante Prado")
    page = open_as("bruno", f"/clientes/duplicidades/{one.pk}/")
    page.get_by_role("combobox").first.press_sequentially("Zulmira Amarante Pra")
    page.get_by_role("option", name="Zulmira Amarante Prado").click()
    page.get_by_role("button", name="Comparar").press("Enter")
    expect(page.get_by_role("heading", name="É a mesma pessoa?")).to_be_visible()
    page.get_by_role("row", name="Nome").get_by_role("radio").last.check()
    page.locator("main").press("u")
    expect(page.locator(".toast")).to_contain_text("agora são um cadastro só")
    expect(page).to_have_title("Zulmira Amarante Prado · Vínculo")
    survivor = Party.objects.get(name="Zulmira Amarante Prado")
    customers.add_phone(aurora.actor("bruno"), survivor, PhoneEntry("+5519977000001"))

    page.goto(page.url.partition("/clientes")[0] + "/clientes/duplicidades/unificacoes/")
    page.get_by_role("link", name="Zulmira Amarante Prado").press("Enter")
    page.get_by_role("button", name="Desfazer a unificação").press("Enter")
    page.get_by_role("button", name="Separar").press("Enter")
    expect(page.locator("main")).to_contain_text("Telefone (1): entrou depois da unificação e ficou.")
    assert {each.name for each in Party.objects.filter(name__startswith="Zulmira")} == {
        "Zulmira Amarante",
        "Zulmira Amarante Prado",
    }
