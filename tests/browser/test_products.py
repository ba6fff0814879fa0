"""The keeper of products at work: a product registered and kept, prices brought in by a sheet and seen under the $."""

import re
from pathlib import Path

import xlsxwriter
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs
from tests.cast import Cast
from vinculo.catalogue.actions.founding import create_default_tables
from vinculo.catalogue.models import Product, Unit
from vinculo.customers.models import ExternalReference, Party
from vinculo.foundation.jobs import runner
from vinculo.foundation.jobs.models import JobRun
from vinculo.price_book.actions.founding import create_default_tables as create_price_tables


def prepared(aurora: Cast) -> None:
    if not Unit.objects.filter(company=aurora.company).exists():
        create_default_tables(aurora.company.pk)
    create_price_tables(aurora.company.pk)


def run_jobs() -> None:
    for run in JobRun.objects.filter(status="queued"):
        runner.execute(run.pk)


def test_a_product_is_registered_kept_and_found(aurora: Cast, open_as: OpenAs) -> None:
    prepared(aurora)
    page: Page = open_as("alice", "/produtos/")
    page.get_by_role("link", name="Adicionar produto").first.click()
    page.get_by_label("Código", exact=True).fill("VEL-77")
    page.get_by_label("Descrição").fill("Vela de ignição iridium com nome comprido de verdade para o Corolla 1.8 16V")
    page.get_by_label("Unidade de estoque").select_option(label="UN")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vela de ignição iridium")
    rail = page.get_by_role("navigation", name="Seções da manutenção")
    rail.get_by_role("link", name="Dados fiscais").click()
    page.get_by_role("link", name="Alterar").click()
    page.get_by_label("NCM").fill("85111000")
    page.locator(".lookup-list [role=option]").first.click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("8511.10.00").first).to_be_visible()
    rail.get_by_role("link", name="Fator de conversão").click()
    page.get_by_role("link", name="Fator", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Cada").select_option(label="CX")
    dialog.get_by_label("Contém").fill("4")
    dialog.get_by_role("button", name="Salvar").click()
    expect(page.get_by_text("1 CX = 4 UN")).to_be_visible()
    page.goto(page.url.split("/produtos/")[0] + "/produtos/pesquisa/")
    page.get_by_label("Produto").press_sequentially("iridium vel")
    expect(page.locator(".product-lines li")).to_have_count(1)


def test_prices_come_in_by_a_sheet_and_show_under_the_money_sign(aurora: Cast, open_as: OpenAs, tmp_path: Path) -> None:
    prepared(aurora)
    company = aurora.company
    unit = Unit.objects.get(company=company, code="UN")
    product = Product.objects.create(company=company, code="PRC-1", description="Palheta do limpador", unit=unit)
    party = Party.objects.create(
        company=company, kind="organization", stage="prospect", name="Frota Palheta", establishment=aurora.head
    )
    ExternalReference.objects.create(company=company, party=party, system="dms", code="FP-1")
    sheet = tmp_path / "precos.xlsx"
    book = xlsxwriter.Workbook(sheet)
    data = book.add_worksheet("Dados")
    data.write_row(0, 0, ["Código do produto", "Código do cliente", "Origem", "Preço"])
    data.write_row(1, 0, ["PRC-1", "FP-1", "DMS", "77,30"])
    data.write_row(2, 0, ["PRC-1", "", "", "80"])
    book.close()
    page: Page = open_as("alice", "/importacoes/")
    prices = page.get_by_role("region", name="Preços")
    expect(prices.get_by_role("link", name="Modelo")).to_be_visible()
    prices.get_by_role("link", name="Importar").click()
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_role("button", name="Conferir a planilha").click()
    run_jobs()
    process = page.get_by_role("button", name="Processar 1 linha")
    expect(process).to_be_visible()
    expect(page.locator("body")).to_contain_text("o preço é geral")
    process.click()
    run_jobs()
    expect(page.get_by_role("button", name="Desfazer a importação")).to_be_visible()
    page.goto(page.url.split("/importacoes/")[0] + "/produtos/?busca=PRC-1")
    page.get_by_role("link", name=re.compile("^Manutenção de Palheta")).click()
    page.locator(".section-rail a", has=page.locator(".money-sign")).click()
    expect(page.locator("#section")).to_contain_text("77,30")
    assert product.list_prices.get().party == party
