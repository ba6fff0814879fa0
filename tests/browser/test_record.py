"""Keeping a customer's record, as the manual walks through it: every tab, each record on its own, the ficha printed."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs
from tests.cast import Cast
from tests.customers.people import NOW
from vinculo.customers import actions
from vinculo.customers.models import Address, CreditCard, Party
from vinculo.customers.particulars import Particulars, Registration
from vinculo.foundation.custom_fields.models import CustomField

CPF, CNPJ = "39053344705", "45997418000153"


def register(aurora: Cast, kind: str, name: str, document: str) -> Party:
    particulars = Particulars(kind=kind, name=name, document=document)
    return actions.register_customer(aurora.ana, Registration(particulars), now=NOW)


def field(aurora: Cast, audience: str, label: str) -> None:
    CustomField.objects.create(
        company_id=aurora.company.pk,
        record="customers.party",
        audience=audience,
        section="Mais",
        label=label,
        kind="text",
    )


def test_the_whole_record_is_kept(aurora: Cast, open_as: OpenAs) -> None:
    field(aurora, "person", "Nome do cônjuge")
    field(aurora, "organization", "Faturamento")
    person = register(aurora, "person", "Zenaide Prado Cadastro", CPF)
    page = open_as("ana", f"/clientes/{person.pk}/alterar/")

    # Only the enabled fields change: the document of a customer is the manager's.
    expect(page.get_by_label("CPF", exact=True)).to_be_disabled()
    page.get_by_label("Nome completo").fill("Zenaide Prado de Cadastro")
    page.get_by_role("button", name="Salvar").click()
    expect(page.get_by_role("heading", name="Zenaide Prado de Cadastro")).to_be_visible()

    for street, billing in (("Rua das Flores", False), ("Avenida Brasil", True)):
        add_address(page, street, billing=billing)
    assert list(Address.objects.filter(party=person, is_billing=True).values_list("street", flat=True)) == [
        "Avenida Brasil"
    ]

    page.get_by_role("navigation", name="Seções").get_by_role("link", name="Cadastro").click()
    add(page, "bem", {"Descrição": "Uno 2019", "Ônus": "12.000,00", "Nome do credor": "Banco X"}, "ônus R$")
    add(page, "referência pessoal", {"Nome": "Tia Joana", "Telefone": "19987654321"}, "Tia Joana")
    add_bank(page)
    card_is_refused_then_kept(page)
    contact = {"Nome": "Pedro Frota", "Cargo": "Frotista"}
    add(page, "pessoa de contato", contact, "Pedro Frota", tick="Responsável pela frota")

    extra = page.get_by_role("region", name="Informações adicionais")
    extra.get_by_role("link", name="Alterar").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Faturamento")).to_have_count(0)
    dialog.get_by_label("Nome do cônjuge").fill("Orlando")
    dialog.get_by_role("button", name="Salvar").click()
    expect(extra).to_contain_text("Orlando")

    # Each is altered and deleted on its own, and what was deleted comes back.
    page.get_by_role("link", name="Alterar Tia Joana").click()
    page.get_by_role("dialog").get_by_label("Nome").fill("Tia Joaninha")
    page.get_by_role("dialog").get_by_role("button", name="Salvar").click()
    references = page.get_by_role("region", name="Referências pessoais")
    expect(references).to_contain_text("Tia Joaninha")
    page.get_by_role("link", name="Alterar Tia Joaninha").click()
    page.get_by_role("dialog").get_by_role("button", name="Excluir").click()
    expect(references).not_to_contain_text("Joaninha")
    page.get_by_role("button", name="Desfazer").click()
    expect(references).to_contain_text("Tia Joaninha")

    printed = page.request.get(f"{page.url.split('/clientes')[0]}/clientes/{person.pk}/ficha/")
    assert printed.headers["content-type"] == "application/pdf"
    organization = register(aurora, "organization", "Zênite Cadastros Ltda.", CNPJ)
    page.goto(f"{page.url.split('/clientes')[0]}/clientes/{organization.pk}/cadastro/")
    expect(page.get_by_role("region", name="Informações adicionais")).to_contain_text("Faturamento")
    expect(page.get_by_role("region", name="Informações adicionais")).not_to_contain_text("cônjuge")


def add_address(page: Page, street: str, *, billing: bool) -> None:
    page.get_by_role("link", name="Endereço", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("CEP").press_sequentially("13010001")
    expect(dialog.locator("[data-lookup-words]")).to_have_value("Campinas/SP")
    dialog.get_by_label("Logradouro").fill(street)
    if billing:
        dialog.get_by_label("Recebe cobrança").check()
    dialog.get_by_role("button", name="Salvar").click()
    expect(page.get_by_label("Contatos e endereços")).to_contain_text(street)


def add(page: Page, noun: str, typed: dict[str, str], shown: str, *, tick: str = "") -> None:
    page.get_by_role("link", name=f"Incluir {noun}", exact=True).click()
    dialog = page.get_by_role("dialog")
    for label, text in typed.items():
        dialog.get_by_label(label, exact=False).first.fill(text)
    if tick:
        dialog.get_by_label(tick).check()
    dialog.get_by_role("button", name="Salvar").click()
    expect(page.locator(".record-grid")).to_contain_text(shown)


def add_bank(page: Page) -> None:
    page.get_by_role("link", name="Incluir referência bancária").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[data-lookup-words]").press_sequentially("341")
    page.get_by_role("option", name="341 ·").click()
    dialog.get_by_label("Agência").fill("1234")
    dialog.get_by_label("Conta com dígito").fill("55667-8")
    dialog.get_by_role("button", name="Salvar").click()
    expect(page.locator(".record-grid")).to_contain_text("conta ••••7-8")


def card_is_refused_then_kept(page: Page) -> None:
    page.get_by_role("link", name="Incluir cartão").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nome impresso no cartão").fill("4111 1111 1111 1111")
    dialog.get_by_label("Validade").fill("08/2031")
    dialog.get_by_label("Últimos quatro dígitos").fill("1111")
    dialog.get_by_role("button", name="Salvar").click()
    expect(dialog).to_contain_text("Não escreva o número inteiro de um cartão")
    expect(dialog.get_by_label("Nome impresso no cartão")).to_have_value("")
    dialog.get_by_label("Nome impresso no cartão").fill("ZENAIDE PRADO")
    dialog.get_by_role("button", name="Salvar").click()
    expect(page.locator(".record-grid")).to_contain_text("Visa •••• 1111")
    assert CreditCard.objects.filter(last_four="1111", holder="ZENAIDE PRADO").exists()
