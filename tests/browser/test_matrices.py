"""An analyst works a matrix by keyboard, from a blank grid to a published version; a supervisor approves."""

import re

from playwright.sync_api import Page, expect

from tests.approvals.world import ask, prepare
from tests.browser.conftest import OpenAs
from tests.browser.test_accessibility import faults
from tests.cast import Cast
from tests.matrices.world import FREIGHT
from vinculo.foundation import clock
from vinculo.matrices.models import MatrixRow, Version

PASTE = """text => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/plain", text);
    document.querySelector("[data-grid]").dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true}));
}"""


def saved(page: Page) -> None:
    expect(page.locator("[data-grid-saved]")).to_have_text("Tudo salvo")


def rows(draft: Version) -> list[tuple[dict[str, str], dict[str, str]]]:
    found = MatrixRow.objects.filter(version=draft).order_by("position", "line")
    return [(row.keys, row.results) for row in found]


def test_a_matrix_is_written_tried_and_published_by_keyboard(aurora: Cast, open_as: OpenAs) -> None:
    page = open_as("alice", f"/matrizes/{FREIGHT.code}/")
    page.get_by_role("button", name="Começar a matriz").click()
    grid = page.locator("[data-grid]")
    expect(grid.locator("td.current")).to_be_visible()  # the grid listens from here on
    grid.focus()
    # The state by its name, found while typing; then the band and the price, moving with Tab.
    page.keyboard.type("paran")
    expect(page.locator(".grid-options [role=option]")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.type("até 10")
    page.keyboard.press("Tab")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("1,5")
    page.keyboard.press("Enter")
    saved(page)
    draft = Version.objects.get(kind=FREIGHT.code, status="draft")
    assert rows(draft) == [({"destination_uf": "PR", "weight": "..10"}, {"per_kilo": "1.5"})]
    # Many cells from a spreadsheet, one of them wrong: it stays in the grid with its sentence.
    page.keyboard.press("Home")
    page.evaluate(PASTE, "SP\t0 a 5\t\t\t2,00\nXX\t0 a 5\t\t\t3,00")
    expect(page.locator("[data-grid-status]")).to_contain_text("com erro")
    saved(page)
    wrong = page.locator("td.fault")
    expect(wrong).to_have_text("XX")
    wrong.click()
    expect(page.locator(".grid-tip")).to_have_text("UF “XX” não existe.")
    assert faults(page) == []
    page.keyboard.press("Delete")
    expect(page.locator("td.fault")).to_have_count(0)
    saved(page)
    # Duplicate, delete, and back again.
    page.keyboard.press("Control+d")
    expect(page.locator("tr[data-line]")).to_have_count(4)
    saved(page)
    page.keyboard.press("Control+Delete")
    expect(page.locator("tr[data-line]")).to_have_count(3)
    saved(page)
    page.keyboard.press("Control+z")
    expect(page.locator("tr[data-line]")).to_have_count(4)
    saved(page)
    page.keyboard.press("Control+z")
    expect(page.locator("tr[data-line]")).to_have_count(3)
    saved(page)
    # What the first of the marked rows has goes down to the others; what is cut comes back with Ctrl+Z.
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    page.keyboard.type("conferir")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    saved(page)
    notes = MatrixRow.objects.filter(version=draft).order_by("position", "line").values_list("note", flat=True)
    assert list(notes) == ["conferir", "conferir", ""]
    page.keyboard.press("Control+x")
    expect(page.get_by_role("cell", name="conferir")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator("td", has_text="conferir")).to_have_count(2)
    saved(page)
    # Which row wins, and what would have to change.
    page.get_by_role("link", name="Testar").click()
    page.get_by_label(re.compile("^Peso")).fill("12")
    page.get_by_role("button", name=re.compile("^Testar")).click()
    expect(page.locator("#trial")).to_contain_text("Venceria se Peso fosse 0 a 5.")
    # Publish.
    page.get_by_role("link", name="Publicar…").click()
    page.get_by_label("Motivo").fill("Primeira tabela de frete")
    page.get_by_role("button", name=re.compile("^Publicar")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Em vigor")
    # Where one only reads, who types is told where to write.
    page.get_by_role("link", name="Linhas").click()
    page.locator("[data-grid]").press("Enter")
    expect(page.locator(".toast", has_text="Só leitura. Alterar")).to_be_visible()
    draft.refresh_from_db()
    assert draft.status == "published"


def test_a_supervisor_reads_why_and_lets_it_pass(aurora: Cast, open_as: OpenAs) -> None:
    prepare(aurora)
    request = ask(aurora, now=clock.now())
    page = open_as("sofia", "/alcadas/")
    page.get_by_role("link", name="Proposta 1").click()
    expect(page.locator("main")).to_contain_text("Decide o nível 1 (Supervisor), o primeiro que cobre o valor.")
    assert faults(page) == []
    page.get_by_label("Motivo").fill("Volume compensa")
    page.get_by_role("button", name="Aprovar").click()
    expect(page.locator("main")).to_contain_text("Nada espera a sua decisão")
    request.refresh_from_db()
    assert request.status == "approved"
