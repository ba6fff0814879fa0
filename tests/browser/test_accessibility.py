"""What axe says of every main page, in daylight and in the dark, and whether a telephone can hold it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs
from tests.browser.test_agenda import at, booked
from tests.cast import Cast
from vinculo.cases.models import Contact

LONG = "Associação Beneficente dos Trabalhadores Rurais e Agricultores Familiares de São José do Vale do Rio Preto"


@pytest.fixture(scope="module")
def contact(aurora: Cast) -> Contact:
    return booked(aurora, LONG, at(0, 11))


PAGES = {
    "agenda": ("sofia", "/agenda/"),
    "calendar": ("sofia", "/agenda/?modo=semana&dia={contact.due_at:%Y-%m-%d}"),
    "customers": ("bruno", "/clientes/?nome=trabalhadores"),
    "profile": ("sofia", "/clientes/{contact.party_id}/"),
    "case": ("sofia", "/atendimentos/{contact.case_id}/"),
    "new case": ("sofia", "/atendimentos/novo/{contact.party_id}/"),
    "prospect": ("sofia", "/clientes/novo/prospect/?buscado=Rosa"),
    "search window": ("sofia", "/buscar/janela"),
    "cases": ("bruno", "/atendimentos/"),
    "imports": ("alice", "/importacoes/nova/"),
    "jobs": ("alice", "/processos/"),
    "configurator": ("adele", "/configurador/"),
    "users": ("adele", "/configurador/usuarios/"),
    "roles": ("adele", "/configurador/perfis/"),
    "parameters": ("adele", "/configurador/parametros/"),
    "audit": ("adele", "/auditoria/"),
    "account": ("adele", "/conta/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_main_page_is_accessible(name: str, contact: Contact, open_as: OpenAs) -> None:
    who, path = PAGES[name]
    page = open_as(who, path.format(contact=contact))
    expect(page.locator("main .skeleton:visible")).to_have_count(0)
    assert faults(page) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished)).then(() => null)")
    assert faults(page, only="color-contrast") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def faults(page: Page, only: str = "") -> list[tuple[str, list[object]]]:
    """(rule, first elements) of everything axe finds wrong."""
    options = {"runOnly": [only]} if only else None
    violations = Axe().run(page, options=options).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations]
