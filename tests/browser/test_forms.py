"""What is typed wrong, left half done, typed by two people at once, or already known."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs, watched
from tests.browser.people import known, search_for
from tests.cast import Cast
from vinculo.customers.models import Party


def test_wrong_input_is_told_beside_the_field_and_nothing_is_lost(open_as: OpenAs) -> None:
    page = open_as("rita", "/clientes/novo/prospect/?buscado=Ot%C3%A1vio Paranhos")
    page.get_by_label("CPF ou CNPJ").fill("529.982.247-26")
    page.get_by_label("Número", exact=True).or_(page.get_by_label("Telefone")).first.fill("(19) 3232-1010")
    page.get_by_label("Telefone").first.fill("123")
    with page.expect_response(
        lambda response: response.request.method == "POST" and "prospect" in response.url
    ) as sent:
        page.keyboard.press("Control+Enter")
    assert sent.value.status == 422
    document = page.locator(".field.invalid", has=page.get_by_label("CPF ou CNPJ"))
    expect(document.locator(".error")).to_contain_text("25")
    expect(page.locator(".field.invalid", has=page.locator("#id_phones-0-number")).locator(".error")).to_be_visible()
    expect(page.get_by_label("Nome completo ou razão social")).to_have_value("Otávio Paranhos")
    expect(page.get_by_label("CPF ou CNPJ")).to_have_value("529.982.247-26")
    expect(page.get_by_label("CPF ou CNPJ")).to_be_focused()


def test_a_closed_tab_loses_nothing(open_as: OpenAs) -> None:
    path = "/clientes/novo/prospect/?buscado=Zuleica"
    page = open_as("rita", path)
    page.get_by_label("Telefone").first.press_sequentially("19988887777")
    page.get_by_role("button", name="Adicionar telefone").press("Enter")
    page.keyboard.type("1932321010")
    expect(page.locator(".draft-note")).to_contain_text("Rascunho salvo")
    page.close()
    other = open_as("rita", path.replace("Zuleica", "Anacleto"))
    expect(other.get_by_label("Nome completo ou razão social")).to_have_value("Anacleto")
    expect(other.get_by_label("Telefone").first).to_have_value("")
    again = open_as("rita", path)
    expect(again.locator(".draft-banner")).to_contain_text("Rascunho recuperado")
    expect(again.get_by_label("Telefone").first).to_have_value("(19) 98888-7777")
    expect(again.get_by_label("Telefone").nth(1)).to_have_value("(19) 3232-1010")
    again.get_by_role("button", name="Descartar").click()
    expect(again.locator(".draft-banner")).to_have_count(0)
    expect(again.get_by_label("Telefone").first).to_have_value("")


def test_two_people_edit_one_customer(aurora: Cast, open_as: OpenAs) -> None:
    party = known(aurora, "ana", "Heloísa Prates")
    path = f"/clientes/{party.pk}/alterar/"
    ana, bruno = open_as("ana", path), open_as("bruno", path)
    for page, name, birth in ((bruno, "Heloísa Prates Nogueira", ""), (ana, "Heloísa Pratez", "05/12/1980")):
        page.get_by_label("Nome completo ou razão social").fill(name)
        if birth:
            page.get_by_label("Nascimento ou fundação").fill(birth)
        page.keyboard.press("Control+Enter")
        if page is bruno:
            expect(page.locator(".toast")).to_contain_text("Cadastro salvo")
    conflict = ana.locator(".conflict tbody tr")
    expect(conflict).to_have_count(1)
    expect(conflict).to_contain_text("Heloísa Pratez")
    expect(conflict).to_contain_text("Heloísa Prates Nogueira")
    expect(conflict.locator(".original")).to_have_text("Heloísa Prates")
    expect(ana.locator("main")).to_contain_text("Bruno Aurora")
    conflict.get_by_label("Heloísa Prates Nogueira").check()
    ana.get_by_role("button", name="Salvar assim").press("Enter")
    expect(ana.locator(".toast")).to_contain_text("Cadastro salvo")
    party.refresh_from_db()
    assert (party.name, str(party.birth_date)) == ("Heloísa Prates Nogueira", "1980-12-05")


def test_who_is_already_known_is_shown_while_typing(aurora: Cast, open_as: OpenAs) -> None:
    known(aurora, "ana", "Iracema Vasconcelos", "+5519977776666", document="11144477735")
    page = open_as("ana", "/clientes/novo/prospect/?buscado=Iracema")
    page.get_by_label("Telefone").first.press_sequentially("19977776666")
    warning = page.locator(".lookalikes")
    expect(warning).to_contain_text("Iracema Vasconcelos")
    expect(warning).to_contain_text("telefone")
    page.get_by_label("CPF ou CNPJ").press_sequentially("11144477735")
    expect(warning).to_contain_text("Já cadastrado")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-error-summary]").first).to_be_visible()
    assert Party.objects.filter(name__startswith="Iracema").count() == 1


def test_a_closed_portfolio_shows_that_a_customer_exists_and_nothing_more(aurora: Cast, open_as: OpenAs) -> None:
    party = known(aurora, "ana", "Quitéria Bittencourt", "+5519966665555", document="12345678909")
    page = open_as("carla", "/agenda/")
    found = search_for(page, "quiteria")
    expect(found).to_contain_text("Outra carteira")
    expect(found).to_contain_text("Ana Aurora")
    expect(found).not_to_contain_text("123.456")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Quitéria Bittencourt · Vínculo")
    expect(page.locator("main")).to_contain_text("Carteira de Ana Aurora")
    for secret in ("96666", "123.456", "Jaguara"):
        expect(page.locator("body")).not_to_contain_text(secret)
    assert page.request.get(f"{page.url}alterar/").status == 404
    assert str(party.pk) in page.url


def test_a_page_that_is_not_there_says_so_in_words(open_as: OpenAs) -> None:
    page: Page = watched(open_as("carla", "/clientes/999999/"))
    expect(page.get_by_role("heading", name="Não encontramos")).to_be_visible()
    expect(page.get_by_role("link", name="Agenda").first).to_be_visible()
