"""The second factor, with the codes an application on the telephone would show."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenAs, watched
from tests.cast import PASSWORD, Cast

EMAIL = "sara@aurora.example"


def code_of(secret: str) -> str:
    """What the application shows now for the key."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_turned_on_and_asked_for_at_the_next_sign_in(aurora: Cast, address: str, open_as: OpenAs, page: Page) -> None:
    own = open_as("sara", "/conta/segundo-fator/ligar/")
    own.get_by_label("Senha").fill(PASSWORD)
    own.keyboard.press("Enter")
    expect(own).to_have_title("Ligar o segundo fator · Vínculo")
    secret = own.locator("#secret").inner_text()
    own.get_by_label("Código").fill("000000")
    own.keyboard.press("Enter")
    expect(own.locator(".field.invalid .error")).to_be_visible()
    own.get_by_label("Código").fill(code_of(own.locator("#secret").inner_text()))
    own.keyboard.press("Enter")
    expect(own.locator("main")).to_contain_text("recuperação")

    cache.clear()  # a code is accepted once; the next half minute has not come yet
    watched(page)
    page.goto(address)
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Senha", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Segundo fator · Vínculo")
    page.get_by_label("Código").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator(".error").first).to_be_visible()
    page.get_by_label("Código").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page).to_have_title("Agenda · Vínculo")
