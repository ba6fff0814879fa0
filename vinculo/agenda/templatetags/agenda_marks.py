"""`{% load agenda_marks %}`: the line of a contact, built from strings because the agenda shows it by the fifty."""

from datetime import datetime
from typing import Final

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinculo.agenda.filters import AgendaFilter, Whose
from vinculo.agenda.queries import Preview, Row
from vinculo.cases.models import Contact
from vinculo.cases.rules import Bucket
from vinculo.foundation.ui import marks
from vinculo.foundation.ui.addresses import address_of
from vinculo.foundation.ui.formats import WEEKDAYS
from vinculo.organization.models import User

register = template.Library()

_ROW: Final = (
    '<li class="contact {bucket}{current}" tabindex="0" data-keyitem data-contact="{pk}" data-preview="{preview}">'
    '<span class="contact-when">{due}</span><span class="contact-icon" title="{action}">{icon}</span>'
    '<span class="contact-main"><a class="contact-name" href="{case}" data-keyopen tabindex="-1">{party}</a>'
    '<span class="contact-what">{purpose}</span></span><span class="contact-subject">{subject}</span>'
    '<span class="contact-side">{owner}{call}<button type="button" class="button quiet square small" tabindex="-1" '
    'hx-get="{close}" hx-target="#dialog-host" aria-label="Encerrar o contato com {party}" title="Encerrar contato">'
    "{check}</button></span></li>\n"
)
_CALL: Final = (
    '<a class="button quiet square small" href="tel:{}" tabindex="-1" aria-label="Ligar para {}" title="Ligar">{}</a>'
)
_NOT_TO_CALL: Final = (
    '<span class="button quiet square small danger-ink" role="img" aria-label="Não ligar para {}" '
    'title="Não ligar: a pessoa recusou ou está na lista de não contatar">{}</span>'
)


@register.simple_tag
def contact_row(
    row: Row, bucket: Bucket, wanted: AgendaFilter, this_year: int, preview: Preview | None = None
) -> SafeString:
    """When, what and whom, and the buttons that ring and close. The contact of `preview` is the current line."""
    contact = row.contact
    action, party = contact.action, contact.party
    return format_html(
        _ROW,
        bucket=bucket,
        current=" current" if preview and preview.contact.pk == contact.pk else "",
        pk=str(contact.pk),
        preview=address_of("agenda:preview")(contact.pk),
        due=_due(contact, bucket, this_year),
        action=action.name,
        icon=marks.icon(action.icon, action.name),
        case=address_of("cases:case")(contact.case_id),
        party=party.name,
        purpose=contact.purpose or action.name,
        subject=contact.case.subject,
        owner="" if wanted.whose is Whose.MINE else _owner(contact.owner),
        call=_call(row),
        close=address_of("cases:close_contact")(contact.pk),
        check=marks.icon("check"),
    )


def _call(row: Row) -> SafeString:
    if row.phone is None:
        return SafeString("")
    if row.is_barred:
        return format_html(_NOT_TO_CALL, row.contact.party.name, marks.icon("ban"))
    return format_html(_CALL, row.phone.number, row.contact.party.name, marks.icon("phone-call"))


def _due(contact: Contact, bucket: Bucket, this_year: int) -> SafeString:
    local = timezone.localtime(contact.due_at)
    if bucket is Bucket.TODAY:
        return _time(local, f"{local:%H:%M}")
    day = f"{local:%d/%m}" if local.year == this_year else f"{local:%d/%m/%y}"
    weekday = WEEKDAYS[local.weekday()][:3]
    return format_html('{}<span class="muted">{} {}</span>', _time(local, day), weekday, f"{local:%H:%M}")


def _time(local: datetime, words: str) -> SafeString:
    return format_html('<time class="num" datetime="{}">{}</time>', local.isoformat(), words)


def _owner(owner: User | None) -> SafeString:
    if owner is None:
        return marks.badge("Sem responsável", "warning")
    return format_html(
        '<span class="contact-owner" title="{}">{}</span>', owner.name, marks.avatar(owner.name, "small")
    )
