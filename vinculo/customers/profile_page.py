"""What the customer's page shows, ready for its template."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe

from vinculo.customers.models import Consent, Party, Phone
from vinculo.customers.panels import RECORD
from vinculo.customers.permissions import Permission
from vinculo.customers.rules import document_name, shown_document
from vinculo.foundation import panels
from vinculo.foundation.access import Actor, Request


@dataclass(frozen=True, slots=True)
class ConsentSign:
    """A channel and the last word of the party on it, in words."""

    words: str
    is_granted: bool
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Header:
    document_name: str
    document: str
    city: str
    phone: Phone | None
    whatsapp: str
    email: str
    consents: tuple[ConsentSign, ...]
    refuses_contact: bool


@dataclass(frozen=True, slots=True)
class PanelView:
    """A panel of the page: its content, or none yet when it comes after the first paint."""

    key: str
    title: str
    content: SafeString
    is_slow: bool


_SIGN_ICONS = {
    Consent.Channel.PHONE: "phone",
    Consent.Channel.SMS: "message",
    Consent.Channel.WHATSAPP: "brand-whatsapp",
    Consent.Channel.EMAIL: "mail",
    Consent.Channel.MAIL: "send",
}


def header_of(actor: Actor, party: Party) -> Header:
    phones, emails, addresses = list(party.phones.all()), list(party.emails.all()), list(party.addresses.all())
    shown = shown_document(party.document, in_full=actor.may(Permission.SEE_DOCUMENTS))
    whatsapp = next((phone.number for phone in phones if phone.is_whatsapp), "")
    signs = tuple(_sign(consent) for consent in party.consents.all())
    return Header(
        document_name=document_name(party.document) if party.document else "Documento",
        document=shown or party.foreign_document,
        city=str(addresses[0].municipality) if addresses else "",
        phone=phones[0] if phones else None,
        whatsapp=f"https://wa.me/{quote(whatsapp.removeprefix('+'))}" if whatsapp else "",
        email=emails[0].address if emails else "",
        consents=signs,
        refuses_contact=bool(signs) and not any(sign.is_granted for sign in signs),
    )


def _sign(consent: Consent) -> ConsentSign:
    return ConsentSign(
        words=f"{consent.get_channel_display()}: {'aceita' if consent.is_granted else 'não aceita'}",
        is_granted=consent.is_granted,
        tone="success" if consent.is_granted else "danger",
        icon=_SIGN_ICONS[Consent.Channel(consent.channel)],
    )


def panel_views(request: Request, party: Party) -> list[PanelView]:
    """The panels of the page; a quick one without content stays away."""
    views = []
    for panel in panels.panels_for(request.actor, RECORD):
        content = "" if panel.slow else panel.render(request, party)
        if panel.slow or content:
            safe = mark_safe(content)  # noqa: S308  (panels return rendered templates)
            views.append(PanelView(panel.key, panel.title, safe, panel.slow))
    return views
