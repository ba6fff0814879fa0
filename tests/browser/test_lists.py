"""The list of customers as a manager works with it."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs
from tests.browser.people import do_the_jobs, known
from tests.cast import Cast
from vinculo.customers.models import Party

FAMILY = "Vilasboas"


@pytest.fixture(scope="module")
def family(aurora: Cast) -> list[Party]:
    """Thirty customers of Ana's with the same surname."""
    given = ("Abel", "Bento", "Ciro", "Dora", "Enzo", "Flora")
    order = ("Primo", "Segundo", "Terceiro", "Quarto", "Quinto")
    return [known(aurora, "ana", f"{name} {rank} {FAMILY}") for name in given for rank in order]


def test_filter_order_columns_pages_and_a_view_that_stays(family: list[Party], open_as: OpenAs) -> None:
    page = open_as("bruno", "/clientes/")
    page.keyboard.press("s")
    page.keyboard.type(FAMILY.lower())
    expect(page).to_have_url(re.compile("nome=vilasboas"))
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text("Abel")
    page.get_by_role("button", name="Exibição").press("Enter")
    display = page.get_by_role("dialog", name="Exibição")
    display.get_by_label("Telefone", exact=True).uncheck()
    display.get_by_label("Linhas por página").select_option("25")
    display.get_by_role("button", name="Salvar").press("Enter")
    expect(page.get_by_role("columnheader", name="Telefone")).to_have_count(0)
    expect(rows).to_have_count(25)
    page.get_by_role("link", name="Próxima").press("Enter")
    expect(rows).to_have_count(5)
    expect(rows.last).to_contain_text("Flora Terceiro")
    page.go_back()
    expect(rows).to_have_count(25)
    page.get_by_role("columnheader", name="Nome").get_by_role("link").press("Enter")
    expect(rows.first).to_contain_text("Flora")
    page.get_by_role("button", name="Salvar como visão").press("Enter")
    dialog = page.get_by_role("dialog", name="Salvar como visão")
    dialog.get_by_label("Nome").fill("Família Vilasboas")
    dialog.get_by_role("button", name="Salvar visão").press("Enter")
    expect(page.locator(".toast")).to_be_visible()
    page.goto(page.url.partition("?")[0])
    page.get_by_role("link", name="Família Vilasboas").press("Enter")
    expect(rows.first).to_contain_text("Flora")
    expect(rows).to_have_count(25)


def test_two_customers_change_hands_and_come_back(family: list[Party], open_as: OpenAs) -> None:
    page = open_as("bruno", f"/clientes/?nome={FAMILY}")
    for row in (0, 1):
        page.locator("tbody [data-select]").nth(row).check()
    bar = page.locator("[data-bulk]")
    expect(bar).to_contain_text("2 selecionados")
    bar.get_by_role("button", name="Mudar a carteira").press("Enter")
    dialog = page.get_by_role("dialog", name="Mudar a carteira")
    dialog.get_by_label("Nova carteira").fill("sof")
    expect(page.locator(".lookup-list [role=option]").first).to_contain_text("Sofia Aurora")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dialog.get_by_label("Motivo").fill("Redivisão da praça")
    dialog.get_by_role("button", name="Mudar a carteira").press("Enter")
    expect(page.locator(".toast")).to_contain_text("2 cadastros")
    expect(page.locator("tbody tr", has_text="Sofia Aurora")).to_have_count(2)
    page.get_by_role("button", name="Desfazer", exact=True).click()
    expect(page.locator("tbody tr", has_text="Sofia Aurora")).to_have_count(0)
    assert set(Party.objects.filter(name__endswith=FAMILY).values_list("owner__name", flat=True)) == {"Ana Aurora"}


def test_the_list_leaves_as_a_spreadsheet(
    family: list[Party], open_as: OpenAs, downloads: Callable[[Page, Callable[[], None]], Path]
) -> None:
    page = open_as("bruno", f"/clientes/?nome={FAMILY}&ordem=-name_key")
    page.get_by_role("button", name="Exportar").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Motivo").press("Enter")  # without a reason nothing leaves
    expect(dialog).to_be_visible()
    dialog.get_by_label("Motivo").fill("Mala direta")
    dialog.get_by_label("Motivo").press("Enter")
    expect(page.locator(".toast")).to_contain_text("Exportação iniciada")
    expect(dialog).to_be_hidden()
    do_the_jobs()
    page.goto(page.url.partition("/clientes")[0] + "/processos/")
    file = downloads(page, lambda: page.get_by_role("link", name="Baixar").first.press("Enter"))
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == len(family) + 1
    assert rows[0][0] == "Nome"
    assert all(str(row[0]).endswith(FAMILY) for row in rows[1:])
