"""The log of reads of sensitive data (LGPD, arts. 37 and 46)."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from vinculo.customers.models import Party
from vinculo.customers.permissions import Permission
from vinculo.foundation.access import Actor

FULL_DOCUMENT = "CPF completo"
BANK_ACCOUNTS = "Contas bancárias"
SUBJECT_REPORT = "Relatório do titular"
_NOTE = """
    insert into customers_sensitiveread (company_id, user_id, party_id, what, reason, day, at)
    values (%s, %s, %s, %s, %s, %s, %s) on conflict do nothing
"""


def note_full_document(actor: Actor, party: Party, reason: str, *, now: datetime) -> None:
    """Records that the actor saw a person's CPF in full, when that is what they see."""
    if party.document and party.kind == Party.Kind.PERSON and actor.may(Permission.SEE_DOCUMENTS):
        note_read(actor, party, FULL_DOCUMENT, reason, now=now)


def note_read(actor: Actor, party: Party, what: str, reason: str, *, now: datetime) -> None:
    """Records that the actor saw `what` of the party, once a day for each reason. One statement: pages do it."""
    with connection.cursor() as cursor:
        day = timezone.localtime(now).date()
        cursor.execute(_NOTE, [actor.company_id, actor.user_id, party.pk, what, reason, day, now])
