"""What cases add to the customer's page: an action, two panels and the turns of the timeline."""

from datetime import datetime

from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from vinculo.cases import queries, rules
from vinculo.cases.models import Contact, ServiceCase
from vinculo.cases.permissions import Permission
from vinculo.cases.reading import PendingContact
from vinculo.customers.models import Party
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Request
from vinculo.foundation.panels import Panel, RecordAction, TimelineEntry, TimelineSource

RECORD = "customers.party"
SHOWN = 6
RESERVED = "Descrição reservada ao responsável."


def render_open_cases(request: Request, party: Model) -> str:
    cases = list(
        queries.open_cases_of_party(request.actor, party.pk)
        .select_related("subject", "nature", "owner", "team")
        .order_by("-opened_at")[: SHOWN + 1]
    )
    context = {"cases": cases[:SHOWN], "has_more": len(cases) > SHOWN}
    return render_to_string("cases/open_cases_panel.html", context) if cases else ""


def render_next_contacts(request: Request, party: Model) -> str:
    contacts = (
        queries.contacts_for_reading(request.actor).open().filter(party_id=party.pk).order_by("due_at", "id")[:SHOWN]
    )
    now, zone = clock.now(), timezone.get_current_timezone()
    pending = [PendingContact(contact, rules.bucket(contact.due_at, now, zone)) for contact in contacts]
    return render_to_string("cases/next_contacts_panel.html", {"pending": pending}) if pending else ""


def timeline_entries(actor: Actor, party_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """The openings and ends of cases and the closed contacts, the newest first."""
    reader = queries.text_reader(actor)
    entries = [
        *_contact_entries(actor, party_id, before, limit, reader),
        *_opening_entries(actor, party_id, before, limit, reader),
        *_ending_entries(actor, party_id, before, limit),
    ]
    return sorted(entries, key=lambda entry: (entry.at, entry.key), reverse=True)[:limit]


def _contact_entries(
    actor: Actor, party_id: int, before: datetime | None, limit: int, reader: queries.TextReader
) -> list[TimelineEntry]:
    contacts = Contact.objects.visible_to(actor).filter(party_id=party_id, closed_at__isnull=False)
    if before:
        contacts = contacts.filter(closed_at__lt=before)
    rows = contacts.select_related("action", "result", "closed_by", "case", "closing_reason")
    return [
        TimelineEntry(
            key=f"contact-{contact.pk}",
            at=contact.closed_at,
            icon=contact.action.icon,
            title=f"{contact.action.name}: {contact.result or contact.closing_reason}",
            body=contact.description if reader.may_read(contact) else RESERVED,
            author=contact.closed_by.name if contact.closed_by else "",
            url=contact.case.get_absolute_url(),
            tone="info",
            label="Contato",
        )
        for contact in rows.order_by("-closed_at", "-id")[:limit]
        if contact.closed_at is not None
    ]


def _opening_entries(
    actor: Actor, party_id: int, before: datetime | None, limit: int, reader: queries.TextReader
) -> list[TimelineEntry]:
    cases = ServiceCase.objects.visible_to(actor).filter(party_id=party_id)
    if before:
        cases = cases.filter(opened_at__lt=before)
    return [
        TimelineEntry(
            key=f"case-opened-{case.pk}",
            at=case.opened_at,
            icon="message-2",
            title=f"Atendimento aberto: {case.subject}",
            body=case.description if reader.may_read(case) else RESERVED,
            author=case.opened_by.name,
            url=case.get_absolute_url(),
            tone="accent",
            label=case.protocol,
        )
        for case in cases.select_related("subject", "opened_by").order_by("-opened_at", "-id")[:limit]
    ]


def _ending_entries(actor: Actor, party_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    cases = ServiceCase.objects.visible_to(actor).filter(party_id=party_id, closed_at__isnull=False)
    if before:
        cases = cases.filter(closed_at__lt=before)
    rows = cases.select_related("subject", "closed_by", "closing_reason", "nature").order_by("-closed_at", "-id")
    return [
        TimelineEntry(
            key=f"case-closed-{case.pk}",
            at=case.closed_at,
            icon="circle-check",
            title=f"Atendimento encerrado: {case.closing_reason}",
            body=case.subject.name,
            author=case.closed_by.name if case.closed_by else "",
            url=case.get_absolute_url(),
            tone=_ending_tone(case),
            label=case.protocol,
        )
        for case in rows[:limit]
        if case.closed_at is not None
    ]


def _ending_tone(case: ServiceCase) -> str:
    outcome = case.closing_reason.outcome if case.closing_reason else ""
    if rules.is_lost_sale(outcome, nature_is_sale=case.nature.is_sale):
        return "danger"
    return "success" if outcome == "success" else ""


def _new_case_address(record: Model) -> str:
    assert isinstance(record, Party)
    return reverse("cases:new", args=[record.pk]) if record.is_active else ""


PARTS = (
    RecordAction(
        record=RECORD,
        key="new_case",
        label="Novo atendimento",
        icon="message-2",
        permission=Permission.OPEN,
        url=_new_case_address,
        hotkey="n",
        order=10,
    ),
    Panel(
        record=RECORD,
        key="next_contacts",
        title="Próximos contatos",
        order=10,
        permission=Permission.VIEW,
        render=render_next_contacts,
    ),
    Panel(
        record=RECORD,
        key="open_cases",
        title="Atendimentos abertos",
        order=20,
        permission=Permission.VIEW,
        render=render_open_cases,
    ),
    TimelineSource(
        record=RECORD,
        key="cases",
        label="Atendimentos e contatos",
        icon="messages",
        permission=Permission.VIEW,
        entries=timeline_entries,
    ),
)
