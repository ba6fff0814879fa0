"""An analyst composes a sale by keyboard, asks why, compares with next year, keeps it, and sees what a rule moved."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAs
from tests.cast import Cast
from tests.quoting.market import MarketPlace


@pytest.fixture(scope="module")
def place(aurora: Cast) -> MarketPlace:
    return MarketPlace(aurora)


def test_a_sale_is_composed_explained_compared_and_kept(place: MarketPlace, open_as: OpenAs) -> None:
    product = place.product("SIM-1", "100.00", description="Filtro do simulador")
    place.depot.put(product, 50)
    page = open_as("alice", "/simulador/")
    page.locator("[name=party-words]").fill(place.party.name[:8])
    page.get_by_role("option", name=place.party.name).first.click()
    page.locator("[name=lines-0-product-words]").click()
    page.keyboard.type("filtro simulador")
    expect(page.get_by_role("option", name="Filtro do simulador")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("10+5")
    answer = page.locator("#answer")
    expect(answer).to_contain_text("R$\u00a0855,00")
    answer.get_by_text("Por que este preço?").click()
    expect(answer).to_contain_text("5% de desconto sobre R$\u00a090,00 = R$\u00a085,50")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Mesma venda em").click()
    expect(answer).to_contain_text("Segundo")
    expect(answer).to_contain_text("Diferença")
    page.get_by_role("button", name="Guardar como caso").first.click()
    dialog = page.get_by_role("dialog", name="Guardar como caso")
    dialog.get_by_label("Nome do caso").fill("Dez filtros do simulador")
    dialog.get_by_role("button", name="Guardar").click()
    expect(page.get_by_role("heading", name="Dez filtros do simulador")).to_be_visible()
    expect(page.locator("[name=lines-0-product-words]")).to_have_value("SIM-1 · Filtro do simulador")
    place.publish("adjustment", {"product": "SIM-1"}, percent=Decimal(-1))
    page.goto(page.url.partition("/simulador/")[0] + "/simulador/casos/")
    page.get_by_role("button", name="Reexecutar todos…").click()
    page.get_by_role("dialog").get_by_role("button", name="Reexecutar").click()
    expect(page.locator(".toast")).to_contain_text("1 caso mudou")
    page.get_by_role("link", name="Dez filtros do simulador").click()
    expect(page.get_by_text("O que mudou na última execução")).to_be_visible()
    expect(page.locator("main")).to_contain_text("R$\u00a08,55")
