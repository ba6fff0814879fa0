"""The interface itself in a real Chromium: keys, masks, look-ups, drafts, dialogs, toasts, and what axe says of it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs

LOOKS = (("light", 1440), ("dark", 390))
MASKED = (
    ("#id_document", "52998224725", "529.982.247-25"),
    ("#id_document", "12ABC34501DE35", "12.ABC.345/01DE-35"),
    ("#id_cep", "80010000", "80010-000"),
    ("#id_due_date", "05122026", "05/12/2026"),
    ("#id_due_at", "051220261430", "05/12/2026 14:30"),
    ("#id_phones-0-number", "41987654321", "(41) 98765-4321"),
    ("#id_phones-0-number", "4132221000", "(41) 3222-1000"),
)


@pytest.fixture
def style(open_as: OpenAs) -> Page:
    """The style page as Adele, the administrator, sees it."""
    return open_as("adele", "/estilo/")


def test_the_question_mark_shows_the_keys_of_the_page(style: Page) -> None:
    style.keyboard.press("?")
    dialog = style.get_by_role("dialog", name="Atalhos do teclado")
    expect(dialog).to_contain_text("Próxima página")
    style.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()


def test_lists_are_walked_and_ticked_by_keyboard(style: Page) -> None:
    for key in ("j", "j", "x"):
        style.keyboard.press(key)
    expect(style.locator("[data-keyitem]").nth(1)).to_have_class("current")
    expect(style.locator("[data-bulk]")).to_contain_text("1 selecionado")


def test_masks_place_the_punctuation(style: Page) -> None:
    for field, typed, shown in MASKED:
        control = style.locator(field)
        control.fill("")
        control.press_sequentially(typed)
        expect(control).to_have_value(shown)


def test_a_look_up_is_chosen_by_keyboard_and_keeps_wrong_words_from_passing(style: Page) -> None:
    city = style.locator("#id_city")
    city.fill("camp")
    expect(style.locator(".lookup-list [role=option]")).to_have_count(2)
    city.press("ArrowDown")
    city.press("Enter")
    expect(city).to_have_value("Campo Grande")
    expect(style.locator("input[name=city]")).to_have_value("5002704")
    city.fill("lugar nenhum")
    style.locator("#id_email").focus()
    expect(style.locator(".lookup-miss")).to_contain_text("Nada encontrado com “lugar nenhum”.")
    expect(city).to_have_value("lugar nenhum")
    city.fill("porto")
    style.locator("#id_email").focus()
    expect(city).to_have_value("Porto Alegre")


def test_an_emptied_look_up_submits_nothing(style: Page) -> None:
    style.locator("#id_city").fill("")
    style.locator("#id_email").focus()
    expect(style.locator("input[name=city]")).to_have_value("")


def test_what_was_typed_survives_a_reload_and_can_be_thrown_away(style: Page) -> None:
    style.locator("#id_email").press_sequentially("antonia@example.com")
    expect(style.locator(".draft-note")).to_contain_text("Rascunho salvo")
    style.reload()
    expect(style.locator("#id_email")).to_have_value("antonia@example.com")
    style.get_by_role("button", name="Descartar").click()
    expect(style.locator("#id_email")).to_have_value("")
    expect(style.locator(".draft-banner")).to_have_count(0)


def test_a_refused_form_takes_the_focus_to_what_is_wrong(style: Page) -> None:
    style.locator("#id_name").fill("")
    style.locator("#id_name").press("Control+Enter")
    summary = style.locator("#sample-form [data-error-summary]")
    expect(summary).to_be_visible()
    expect(style.locator("#id_name")).to_be_focused()
    style.locator("#id_email").focus()
    summary.get_by_role("link", name="Nome").click()
    expect(style.locator("#id_name")).to_be_focused()


def test_what_was_confirmed_happens_even_when_the_page_read_itself_again_meanwhile(style: Page) -> None:
    style.evaluate("""() => {
        const host = document.createElement("div");
        host.id = "twins";
        host.innerHTML = `<form data-confirm="Certo?"><button>Ir assim mesmo</button></form>`;
        document.getElementById("main").append(host);
    }""")
    style.get_by_role("button", name="Ir assim mesmo").click()
    style.evaluate("() => { const host = document.getElementById('twins'); host.innerHTML += ''; }")
    style.get_by_role("dialog").get_by_role("button", name="Continuar").click()
    expect(style).to_have_url(re.compile(r"/estilo/\?"))


def test_rows_are_added_and_removed(style: Page) -> None:
    style.get_by_role("button", name="Adicionar telefone").click()
    expect(style.locator("#id_phones-2-number")).to_be_focused()
    style.locator("[data-row]:visible").nth(2).get_by_role("button", name="Remover esta linha").click()
    expect(style.locator("#id_phones-2-number")).not_to_be_visible()
    expect(style.locator("#id_phones-TOTAL_FORMS")).to_have_value("3")


def test_a_toast_can_be_undone(style: Page) -> None:
    style.get_by_role("button", name="Com desfazer").click()
    style.get_by_role("button", name="Desfazer", exact=True).click()
    expect(style.locator(".toast")).to_contain_text("Tudo voltou a ser como era.")


def test_a_question_comes_before_what_destroys(style: Page) -> None:
    asked = style.get_by_role("button", name="Pergunta antes")
    asked.click()
    style.get_by_role("button", name="Cancelar").last.click()
    expect(style.locator(".toast")).to_have_count(0)
    asked.click()
    style.get_by_role("button", name="Continuar").click()
    expect(style.locator(".toast")).to_have_count(1)


def test_a_lost_connection_is_told_and_nothing_breaks(style: Page) -> None:
    style.route("**/estilo/aviso/**", lambda route: route.abort())
    style.get_by_role("button", name="Com desfazer").click()
    expect(style.locator(".toast")).to_contain_text("Sem conexão com o servidor")


def test_the_theme_is_kept_without_a_flash(style: Page) -> None:
    style.locator("main [data-set-theme=dark]").click()
    style.reload(wait_until="commit")
    style.wait_for_function("document.body !== null")
    assert style.evaluate("document.documentElement.dataset.theme") == "dark"


def test_every_component_is_accessible_in_both_themes_and_widths(style: Page) -> None:
    for theme, width in LOOKS:
        style.set_viewport_size({"width": width, "height": 900})
        style.evaluate("theme => localStorage.setItem('vinculo.theme', theme)", theme)
        style.reload()
        violations = Axe().run(style).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == [], (theme, width)
        assert style.evaluate("document.documentElement.scrollWidth") <= width
