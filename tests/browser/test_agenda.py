"""The calendar of the week: a contact is moved by hand or by keyboard, and says why."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenAs
from tests.browser.people import known
from tests.cast import Cast
from vinculo.cases.actions import open_case
from vinculo.cases.inputs import CaseFacts, NewCase, NextContact
from vinculo.cases.models import Contact
from vinculo.cases.tables import CaseNature, CaseSubject, CaseType, Channel, ContactAction, Media
from vinculo.foundation import clock


def booked(cast: Cast, name: str, due_at: datetime) -> Contact:
    """A telephone call of Sofia's with a customer of hers."""
    party, sofia = known(cast, "sofia", name), cast.sofia
    facts = CaseFacts(
        type=CaseType.objects.get(name="Vendas"),
        subject=CaseSubject.objects.get(name="Test drive"),
        media=Media.objects.get(name="Google"),
        channel=Channel.objects.get(name="Telefone"),
    )
    call = NextContact(ContactAction.objects.get(name="Ligar"), due_at, "Combinar o test drive", None)
    wanted = NewCase(CaseNature.objects.get(name="Venda de veículo novo"), facts, cast.user("sofia"), call)
    return open_case(sofia, party.pk, wanted, now=clock.now()).contacts.get()


def at(days: int, hour: int) -> datetime:
    """That hour, so many days after the Wednesday of next week."""
    today = timezone.localtime(clock.now()).date()
    wednesday = today + timedelta(days=7 - (today.weekday() + 1) % 7 + 3 + days)
    return datetime.combine(wednesday, time(hour), tzinfo=timezone.get_current_timezone())


def week_of(open_as: OpenAs, moment: datetime) -> Page:
    return open_as("sofia", f"/agenda/?modo=semana&dia={moment:%Y-%m-%d}")


def block_of(page: Page, name: str) -> Locator:
    return page.locator(".block", has_text=name)


def test_a_contact_is_dragged_to_another_day_and_says_why(aurora: Cast, open_as: OpenAs) -> None:
    contact = booked(aurora, "Olívia Drummond", at(0, 10))
    page = week_of(open_as, contact.due_at)
    target = page.locator(f"[data-day='{at(1, 0):%Y-%m-%d}']")
    start, column = block_of(page, "Olívia").bounding_box(), target.bounding_box()
    assert start is not None
    assert column is not None
    page.mouse.move(start["x"] + 10, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(column["x"] + 20, start["y"] + 40, steps=4)
    page.mouse.move(column["x"] + 30, start["y"] + 5, steps=2)
    page.mouse.up()
    dialog = page.get_by_role("dialog", name="Reagendar contato")
    expect(dialog.get_by_label("Motivo", exact=True)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(dialog.locator(".field.invalid")).to_have_count(1)
    dialog.get_by_role("button", name="Cliente pediu").press("Enter")
    page.keyboard.press("Control+Enter")
    expect(dialog).not_to_be_visible()
    expect(target.locator(".block", has_text="Olívia")).to_be_visible()
    contact.refresh_from_db()
    assert contact.due_at.astimezone(timezone.get_current_timezone()) == at(1, 10)
    assert contact.reschedules.get().reason == "Cliente pediu"


def test_the_keyboard_moves_a_contact_as_well_and_the_move_is_undone(aurora: Cast, open_as: OpenAs) -> None:
    contact = booked(aurora, "Benedita Falcão", at(0, 15))
    page = week_of(open_as, contact.due_at)
    block_of(page, "Benedita").focus()
    page.keyboard.press("Alt+ArrowRight")
    dialog = page.get_by_role("dialog", name="Reagendar contato")
    expect(dialog.get_by_label("Motivo", exact=True)).to_be_focused()
    page.keyboard.type("Não consegui falar")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"[data-day='{at(1, 0):%Y-%m-%d}'] .block", has_text="Benedita")).to_be_visible()
    page.get_by_role("button", name="Desfazer", exact=True).click()
    expect(page.locator(f"[data-day='{at(0, 0):%Y-%m-%d}'] .block", has_text="Benedita")).to_be_visible()
    contact.refresh_from_db()
    assert contact.due_at == at(0, 15)
