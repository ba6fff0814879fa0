"""A morning at the counter of stock: counted and transferred by keyboard, reserved, and not oversold."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs
from tests.cast import Cast
from tests.stock.depot import Depot
from vinculo.stock.models import Balance, Reservation
from vinculo.stock.queries.reconciliation import differences


def enter(page: Page, code: str, quantity: str) -> None:
    """A line of the grid as a person or a bar code reader enters it; the cursor comes back to the code."""
    expect(page.get_by_label("Código do produto")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.keyboard.type(quantity)
    page.keyboard.press("Enter")


def test_counted_transferred_reserved_and_never_oversold(aurora: Cast, open_as: OpenAs) -> None:
    depot = Depot(aurora)
    long_name = "Filtro de óleo lubrificante do motor para caminhonete diesel com válvula antirretorno de silicone"
    oil, belt = depot.product("WB-1", description=long_name), depot.product("WB-2", description="Correia dentada")
    bruno = open_as("bruno", "/estoque/contagens/nova/")
    bruno.get_by_label("Motivo").fill("Inventário do mês")
    bruno.keyboard.press("Enter")
    enter(bruno, "wb1", "12")
    expect(bruno.locator("tbody tr")).to_have_count(1)
    enter(bruno, "WB-9", "1")
    expect(bruno.get_by_text("Nenhum produto tem o código “WB-9”.")).to_be_visible()
    bruno.get_by_label("Código do produto").fill("")
    bruno.get_by_label("Quantidade").fill("")
    bruno.get_by_label("Código do produto").focus()
    enter(bruno, "WB-2", "5")
    expect(bruno.locator("tbody tr")).to_have_count(2)
    enter(bruno, "WB-1", "3")
    expect(bruno.locator("tbody tr").first).to_contain_text("+15")
    bruno.keyboard.press("Control+Enter")
    expect(bruno.get_by_role("heading", level=1)).to_contain_text("Contagem nº")

    bruno.goto(bruno.url.partition("/estoque/")[0] + "/estoque/transferencias/nova/")
    bruno.get_by_label("Para o armazém").select_option(label="A2 Oficina")
    bruno.get_by_label("Código do produto").focus()
    enter(bruno, "WB-1", "9")
    expect(bruno.locator("tbody tr")).to_have_count(1)
    bruno.keyboard.press("Control+Enter")
    expect(bruno.get_by_role("heading", level=1)).to_contain_text("Transferência nº")
    assert {balance.warehouse.code: int(balance.on_hand) for balance in Balance.objects.filter(product=oil)} == {
        "A1": 6,
        "A2": 9,
    }

    ana = open_as("ana", f"/estoque/reservas/nova/?produto={oil.pk}")
    expect(ana.get_by_label("Produto")).to_have_value(re.compile("WB-1"))
    ana.get_by_label("Quantidade").fill("8")
    ana.get_by_label("Motivo").fill("Pedido do Hospital")
    ana.keyboard.press("Control+Enter")
    expect(ana.get_by_text("WB-1: pediu 8 UN, e em Central só há 6 UN.")).to_be_visible()
    ana.get_by_role("button", name="A2 Oficina").press("Enter")
    expect(ana.get_by_role("heading", level=1)).to_contain_text("Ativa")
    reservation = Reservation.objects.get(product=oil)
    assert (reservation.warehouse, int(reservation.quantity)) == (depot.back, 8)

    bruno.goto(bruno.url.partition("/estoque/")[0] + "/estoque/saidas/nova/")
    bruno.get_by_label("Armazém").select_option(label="A2 Oficina")
    bruno.get_by_label("Motivo").fill("Uso interno")
    bruno.keyboard.press("Enter")
    enter(bruno, "WB-1", "2")
    expect(bruno.locator("tbody tr")).to_have_count(1)
    bruno.keyboard.press("Control+Enter")
    expect(bruno.get_by_text("WB-1: pediu 2 UN, e o saldo livre em Oficina é de 1 UN.").first).to_be_visible()
    expect(bruno.locator("tbody tr")).to_have_count(1)
    assert Balance.objects.get(product=belt).on_hand == 5
    assert differences() == []
