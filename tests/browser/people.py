"""Customers the walks start from, registered as the product itself would, and the moves every walk repeats."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast
from vinculo.customers import actions
from vinculo.customers.models import Party
from vinculo.customers.particulars import AddressEntry, Particulars, PhoneEntry, Registration
from vinculo.foundation import clock
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.runner import execute


def known(cast: Cast, seller: str, name: str, phone: str = "", **particulars: Any) -> Party:
    """A prospect in the portfolio of `seller`, in Campinas."""
    registration = Registration(
        Particulars(kind=particulars.pop("kind", "person"), name=name, **particulars),
        phones=(PhoneEntry(phone, is_main=True),) if phone else (),
        addresses=(AddressEntry(street="Rua Barão de Jaguara", municipality_id=cast.campinas.pk, is_main=True),),
    )
    return actions.register_prospect(cast.actor(seller), registration, now=clock.now())


def arrived(page: Page, title: str) -> None:
    """The page of that title is there, and its scripts listen: a key pressed before they do is lost."""
    expect(page).to_have_title(f"{title} · Vínculo")
    page.wait_for_load_state()


def search_for(page: Page, text: str) -> Locator:
    """Opens the one search by its key and types; the lines it answers with."""
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Buscar em tudo")
    expect(field).to_be_focused()
    field.fill("")
    field.press_sequentially(text)
    lines = page.locator("#palette-results")
    expect(lines).to_contain_text(f"“{text}”")
    return lines


def take_line(page: Page, words: str) -> None:
    """Walks down the lines of the search with the arrows and opens the one that has these words."""
    wanted = page.locator("#palette-results [role=option]", has_text=words).first
    expect(wanted).to_be_visible()
    for _ in range(20):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def do_the_jobs() -> None:
    """What a worker does with everything that waits."""
    for run in JobRun.objects.filter(status="queued").order_by("pk"):
        execute(run.pk)
