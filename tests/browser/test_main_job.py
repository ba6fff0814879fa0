"""The main job, as a newcomer at the desk does it: from one search to a contact in the agenda, and what came of it."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import watched
from tests.browser.people import arrived, known, search_for, take_line
from tests.cast import PASSWORD, Cast
from vinculo.cases.models import Contact
from vinculo.customers.models import Party
from vinculo.foundation import clock

NAME = "Usina São João"
CNPJ = "12.ABC.345/01DE-35"


def test_from_one_search_to_a_contact_in_the_agenda(aurora: Cast, address: str, page: Page) -> None:
    known(aurora, "ana", "Thaís Conceição de Souza", "+5519991234567")
    watched(page)
    sign_in(page, address, "ana@aurora.example")
    look_for_somebody_who_is_not_there(page)
    register(page)
    open_a_case(page)
    agenda_shows(page, "future", "Futuros", f"{address}/agenda/")
    due(clock.now())
    agenda_shows(page, "today", "Hoje", f"{address}/agenda/")
    due(clock.now() - timedelta(days=1))
    agenda_shows(page, "overdue", "Atrasados", f"{address}/agenda/")
    close_the_contact(page)
    timeline_tells_everything(page, address)


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(address)
    expect(page).to_have_title("Entrar · Vínculo")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Senha", exact=True).fill("senha errada")
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(email)
    expect(page.get_by_label("Senha", exact=True)).to_be_focused()
    page.get_by_label("Senha", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/agenda/")


def look_for_somebody_who_is_not_there(page: Page) -> None:
    found = search_for(page, "sousa tais")
    expect(found.get_by_role("option").first).to_contain_text("Thaís Conceição de Souza")
    page.keyboard.press("Escape")
    search_for(page, "usina são joão")
    expect(page.locator("#palette-results")).to_contain_text("Nada encontrado")
    take_line(page, "Cadastrar prospect")
    arrived(page, "Novo prospect")


def register(page: Page) -> None:
    name = page.get_by_label("Nome completo ou razão social")
    expect(name).to_have_value("Usina São João")
    page.get_by_label("Pessoa jurídica").check()
    page.get_by_label("CPF ou CNPJ").press_sequentially("12abc34501de35")
    expect(page.get_by_label("CPF ou CNPJ")).to_have_value(CNPJ)
    page.get_by_label("Telefone").first.press_sequentially("1932321010")
    page.get_by_role("button", name="Adicionar endereço").press("Enter")
    expect(page.get_by_label("CEP")).to_be_focused()
    page.keyboard.type("13010001")
    expect(page.get_by_label("Município")).to_have_value("Campinas/SP")
    page.get_by_label("Logradouro").fill("Avenida Francisco Glicério")
    page.get_by_label("Número").press("Control+Enter")
    arrived(page, NAME)
    expect(page.locator("main")).to_contain_text(CNPJ)
    expect(page.locator(".toast")).to_contain_text("está no cadastro")


def open_a_case(page: Page) -> None:
    page.keyboard.press("n")
    expect(page.get_by_label("Natureza")).to_be_focused()
    page.get_by_label("Natureza").select_option("Venda de produtos")
    page.get_by_label("Assunto").select_option("Proposta comercial")
    page.get_by_label("Mídia").select_option("Site da empresa")
    page.get_by_label("Meio de contato").select_option("Telefone")
    page.get_by_label("Tipo", exact=True).select_option("Vendas")
    page.get_by_label("Descrição").fill("Pediu proposta de três tratores.")
    page.get_by_label("Ação", exact=True).select_option("Ligar")
    page.get_by_role("button", name="Amanhã").or_(page.get_by_role("button", name="Próximo dia útil")).press("Enter")
    page.get_by_label("O que fazer").fill("Retornar com a proposta")
    page.get_by_label("O que fazer").press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("aberto")
    expect(page.locator("main")).to_contain_text("Próximos contatos")


def due(at: object) -> None:
    """The clock moves on: what was for tomorrow is for today, and then for yesterday."""
    Contact.objects.filter(party__name=NAME, closed_at=None).update(due_at=at)


def agenda_shows(page: Page, bucket: str, title: str, address: str) -> None:
    if page.url.startswith(address):
        page.reload()
    else:
        page.wait_for_load_state()
        page.keyboard.press("g")
        page.keyboard.press("a")
        arrived(page, "Agenda")
    group = page.locator(f".group.{bucket}")
    expect(group.locator("h2, h3").first).to_contain_text(title)
    line = group.locator(".contact", has_text=NAME)
    expect(line).to_contain_text("Retornar com a proposta")
    red, green, blue = rgb(page, f".contact.{bucket} .contact-when")
    match bucket:
        case "overdue":
            assert red > 2 * green
        case "today":
            assert max(red, green, blue) - min(red, green, blue) < 20
        case "future":
            assert green > red
            assert green > blue


def rgb(page: Page, selector: str) -> tuple[int, int, int]:
    """The colour the eye sees, whatever notation the style sheet uses."""
    red, green, blue = page.locator(selector).first.evaluate(
        """element => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = getComputedStyle(element).color;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
        }"""
    )
    return red, green, blue


def close_the_contact(page: Page) -> None:
    page.locator(".contact", has_text=NAME).focus()
    expect(page.locator("#preview")).to_contain_text(NAME)
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Encerrar contato")
    expect(dialog.get_by_label("Resultado")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(dialog.locator("[data-error-summary]")).to_be_visible()
    dialog.get_by_label("Resultado").select_option("Falou com o cliente")
    dialog.get_by_label("Descrição").fill("Gostou da proposta; decide com o sócio.")
    expect(dialog.get_by_label("Marcar o próximo contato")).to_be_checked()
    dialog.get_by_role("button", name="1 semana").press("Enter")
    dialog.get_by_label("O que fazer").fill("Saber da decisão")
    page.keyboard.press("Control+Enter")
    expect(dialog).not_to_be_visible()
    expect(page.locator(".group.future .contact", has_text=NAME)).to_contain_text("Saber da decisão")
    expect(page.locator(".group.overdue .contact", has_text=NAME)).to_have_count(0)


def timeline_tells_everything(page: Page, address: str) -> None:
    page.goto(f"{address}/clientes/{Party.objects.get(name=NAME).pk}/")
    timeline = page.locator("#timeline")
    for words in ("Falou com o cliente", "Gostou da proposta", "Atendimento aberto: Proposta comercial", "tratores"):
        expect(timeline).to_contain_text(words)
    expect(page.locator("aside")).to_contain_text("Saber da decisão")
