"""By which channels a party accepts to be contacted (LGPD: with source and date)."""

from datetime import datetime

from vinculo.customers import queries
from vinculo.customers.models import Consent, Party
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import Unfit
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404


def record_consent(
    actor: Actor, party: Party, channel: str, *, is_granted: bool, source: str, decided_at: datetime, now: datetime
) -> Consent:
    """The last word of the party on a channel; earlier ones stay in the audit. `Unfit` for a date in the future."""
    actor.require(Permission.EDIT)
    party = get_or_404(queries.editable_parties(actor), party.pk)
    if decided_at > now:
        raise Unfit("O consentimento não pode ter data futura.", field="decided_at")
    with audit.writing(actor, Verb.CONSENT_RECORDED):
        consent, _ = Consent.objects.update_or_create(
            party=party,
            channel=channel,
            defaults={
                "company_id": party.company_id,
                "is_granted": is_granted,
                "source": source,
                "decided_at": decided_at,
            },
        )
        return consent
