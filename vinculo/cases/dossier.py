"""The open cases of a portfolio's keeper, for the dossier that is handed over."""

from django.utils import timezone

from vinculo.cases.models import Contact, ServiceCase
from vinculo.foundation.access import Actor
from vinculo.portfolios.dossier_sections import DossierSection

_MOST = 300


def open_cases(actor: Actor, owner_id: int) -> list[list[str]]:
    """The oldest first: protocol, customer, subject, since when."""
    rows = ServiceCase.objects.visible_to(actor).open().filter(owner_id=owner_id)
    return [
        [row.protocol, row.party.name, row.subject.name, f"{timezone.localtime(row.opened_at):%d/%m/%Y}"]
        for row in rows.select_related("party", "subject").order_by("opened_at")[:_MOST]
    ]


def pending_contacts(actor: Actor, owner_id: int) -> list[list[str]]:
    """The first due first: when, customer, what is to be done."""
    rows = Contact.objects.visible_to(actor).open().filter(owner_id=owner_id)
    return [
        [f"{timezone.localtime(row.due_at):%d/%m/%Y %H:%M}", row.party.name, row.action.name]
        for row in rows.select_related("party", "action").order_by("due_at")[:_MOST]
    ]


SECTIONS = (
    DossierSection("cases", "Atendimentos em aberto", ("Protocolo", "Cliente", "Assunto", "Desde"), open_cases),
    DossierSection("contacts", "Contatos na agenda", ("Quando", "Cliente", "Ação"), pending_contacts),
)
