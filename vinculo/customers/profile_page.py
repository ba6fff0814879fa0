"""What the customer's page shows, ready for its template."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe

from vinculo.customers.contactability import Contactability, contactability_of
from vinculo.customers.models import Channel, Consent, Party, Phone
from vinculo.customers.panels import ACTIONS, RECORD, is_in_scope, may_edit
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
    roles: tuple[str, ...]
    phone_warning: str
    whatsapp_warning: str
    email_warning: str


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
    # What was kept of an erased person is blocked: whoever must have it finds it in the privacy request.
    in_full = actor.may(Permission.SEE_DOCUMENTS) and not party.anonymized_at
    shown = shown_document(party.document, in_full=in_full)
    whatsapp = next((phone.number for phone in phones if phone.is_whatsapp), "")
    contact = contactability_of(party)
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
        roles=tuple(role.get_role_display() for role in party.roles.all()),
        phone_warning=_warning(contact, Channel.PHONE, phones[0].number if phones else ""),
        whatsapp_warning=_warning(contact, Channel.WHATSAPP, whatsapp),
        email_warning=_warning(contact, Channel.EMAIL, emails[0].address if emails else ""),
    )


def _warning(contact: Contactability, channel: Channel, handle: str) -> str:
    """Why this handle is not to be used, in a sentence; empty when it may."""
    if contact.may(channel) and handle in getattr(contact.barred, channel.value):
        return "Este contato está na lista de não contatar."
    return contact.verdicts[channel].why


def _sign(consent: Consent) -> ConsentSign:
    return ConsentSign(
        words=f"{consent.get_channel_display()}: {'aceita' if consent.is_granted else 'não aceita'}",
        is_granted=consent.is_granted,
        tone="success" if consent.is_granted else "danger",
        icon=_SIGN_ICONS[Consent.Channel(consent.channel)],
    )


# The actions of this app that open as a dialog over the page.
DIALOGS = frozenset({"note", "promote", "owner", "deactivate", "reactivate"})


def head_context(request: Request, party: Party, *, tab: str) -> dict[str, object]:
    """What the head of each page of the record shows: names, signs, actions and tabs, with `tab` the present one."""
    return {
        "party": party,
        "header": header_of(request.actor, party),
        "may_edit": may_edit(request, party),
        "actions": _actions(request, party),
        "dialogs": DIALOGS,
        "tabs": [(each, each.url(party.pk)) for each in panels.tabs_for(request.actor, RECORD)],
        "tab": tab,
    }


def _actions(request: Request, party: Party) -> list[tuple[panels.RecordAction, str]]:
    """The actions that apply to the record now, with their addresses; out of scope the record itself is not changed."""
    writable = is_in_scope(request, party)
    found = [(action, action.url(party)) for action in panels.actions_for(request.actor, RECORD)]
    return [(action, url) for action, url in found if url and (writable or action not in ACTIONS)]


def panel_views(request: Request, party: Party) -> list[PanelView]:
    """The panels of the page; a quick one without content stays away."""
    views = []
    for panel in panels.panels_for(request.actor, RECORD):
        content = "" if panel.slow else panel.render(request, party)
        if panel.slow or content:
            safe = mark_safe(content)  # noqa: S308  (panels return rendered templates)
            views.append(PanelView(panel.key, panel.title, safe, panel.slow))
    return views
