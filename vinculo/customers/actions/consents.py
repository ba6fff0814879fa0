"""By which channels a party accepts to be contacted (LGPD: legal basis, source, date, text), and who must never be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from vinculo.customers import queries
from vinculo.customers.contact_rules import handle_hash
from vinculo.customers.contactability import HANDLES, handles_of, masked
from vinculo.customers.models import Consent, ConsentPolicy, Party, Suppression
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import AlreadyThere, Unfit
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.database.breaches import broken_constraint


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """What a party answered about a channel. `policy_id` is the text it was shown, None for none."""

    channel: str
    is_granted: bool
    source: str
    decided_at: datetime
    legal_basis: str = "consent"
    policy_id: int | None = None


def record_consent(actor: Actor, party: Party, answer: AnswerEntry, *, now: datetime) -> Consent:
    """The last word of the party on a channel; every word stays among its decisions.

    A refusal puts the handles of the channel on the list of those not to contact; an acceptance takes them off.
    `Unfit` for a date in the future, for an answer older than the one kept, and for a text of another company.
    """
    actor.require(Permission.EDIT)
    if answer.decided_at > now:
        raise Unfit("O consentimento não pode ter data futura.", field="decided_at")
    if answer.policy_id and not ConsentPolicy.objects.filter(pk=answer.policy_id, company_id=actor.company_id).exists():
        raise Unfit("Escolha um texto publicado pela empresa.", field="policy")
    with audit.writing(actor, Verb.CONSENT_RECORDED):
        party = get_or_404(queries.editable_parties(actor).select_for_update(of=("self",), no_key=True), party.pk)
        if Consent.objects.filter(party=party, channel=answer.channel, decided_at__gt=answer.decided_at).exists():
            raise Unfit("Já há uma resposta mais recente deste canal.", field="decided_at")
        consent, _ = Consent.objects.update_or_create(
            party=party,
            channel=answer.channel,
            defaults={
                "company_id": party.company_id,
                "is_granted": answer.is_granted,
                "source": answer.source,
                "decided_at": answer.decided_at,
                "legal_basis": answer.legal_basis,
                "policy_id": answer.policy_id,
            },
        )
        own = [(handle, value) for handle, value in handles_of(party) if handle == HANDLES[answer.channel]]
        if answer.is_granted:
            _release(actor, own, answer.channel, f"A pessoa voltou a aceitar: {answer.source}"[:200], now=now)
        else:
            _suppress(actor, own, answer.channel, answer.source, now=now)
    return consent


def suppress(actor: Actor, handle: str, value: str, channel: str, source: str, *, now: datetime) -> None:
    """Puts a handle on the list of those not to contact (`channel` empty: by any). `AlreadyThere` when it is on it."""
    actor.require(Permission.SUPPRESS)
    key = handle_hash(actor.company_id, handle, value)
    if Suppression.objects.filter(
        company_id=actor.company_id, key_hash=key, channel=channel, released_at__isnull=True
    ).exists():
        raise AlreadyThere("Este contato já está na lista.", field="value")
    _suppress(actor, [(handle, value)], channel, source, now=now)


def release(actor: Actor, entry: Suppression, reason: str, *, now: datetime) -> None:
    """Takes a handle off the list; the entry stays as proof. `Unfit` when it already is off."""
    actor.require(Permission.SUPPRESS)
    with audit.writing(actor, Verb.SUPPRESSION_RELEASED, reason=reason):
        changed = Suppression.objects.filter(pk=entry.pk, company_id=actor.company_id, released_at__isnull=True).update(
            released_at=now, release_reason=reason
        )
    if not changed:
        raise Unfit("Este contato já saiu da lista.")


def suppress_handles(actor: Actor, handles: Iterable[tuple[str, str]], source: str, *, now: datetime) -> None:
    """Every handle of somebody who was erased: by any channel, by hash alone, with nothing to recognise it by.

    An import brings back nobody whose document is on the list like this.
    """
    handles = list(handles)
    _suppress(actor, handles, "", source, now=now, shows_hint=False)
    keys = [handle_hash(actor.company_id, handle, value) for handle, value in handles]
    with audit.writing(actor, Verb.SUPPRESSED):
        Suppression.objects.filter(company_id=actor.company_id, key_hash__in=keys).exclude(hint="").update(hint="")


def publish_policy(actor: Actor, version: str, text: str, *, now: datetime) -> ConsentPolicy:
    """A new text to show; published texts never change. `AlreadyThere` for a version that exists."""
    actor.require(Permission.SUPPRESS)
    try:
        with audit.writing(actor, Verb.POLICY_PUBLISHED):
            return ConsentPolicy.objects.create(
                company_id=actor.company_id, version=version, text=text, published_at=now
            )
    except IntegrityError as error:
        if broken_constraint(error) == "policy_version_is_unique":
            raise AlreadyThere(f"A versão {version} já foi publicada.", field="version") from error
        raise


def _suppress(
    actor: Actor,
    handles: Iterable[tuple[str, str]],
    channel: str,
    source: str,
    *,
    now: datetime,
    shows_hint: bool = True,
) -> None:
    rows = [
        Suppression(
            company_id=actor.company_id,
            handle=handle,
            key_hash=handle_hash(actor.company_id, handle, value),
            channel=channel,
            hint=masked(handle, value) if shows_hint else "",
            source=source,
            since=now,
        )
        for handle, value in handles
    ]
    with audit.writing(actor, Verb.SUPPRESSED):
        # Said again, it is a newer word: undoing the import that said it first must not take it off.
        Suppression.objects.filter(
            company_id=actor.company_id,
            key_hash__in=[row.key_hash for row in rows],
            channel=channel,
            released_at__isnull=True,
        ).update(source=source)
        Suppression.objects.bulk_create(
            rows,
            ignore_conflicts=True,
        )


def _release(actor: Actor, handles: Iterable[tuple[str, str]], channel: str, reason: str, *, now: datetime) -> None:
    keys = [handle_hash(actor.company_id, handle, value) for handle, value in handles]
    with audit.writing(actor, Verb.SUPPRESSION_RELEASED, reason=reason):
        Suppression.objects.filter(
            company_id=actor.company_id, key_hash__in=keys, channel=channel, released_at__isnull=True
        ).update(released_at=now, release_reason=reason)
