"""Who may be contacted by which channel: to be asked wherever a contact is about to be made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.models import Q, prefetch_related_objects

from vinculo.customers.contact_rules import Purpose, Verdict, handle_hash, verdict
from vinculo.customers.models import Channel, Party, PartyQuerySet, Suppression
from vinculo.kernel.brazil import document as documents

_SQL = Path(__file__).parent / "sql"
_BARRED = (_SQL / "barred_parties.sql").read_text()
_NOT_TO_USE = (_SQL / "not_to_use.sql").read_text()

# The channels that a page offers a link for.
_LINKED = frozenset({Channel.PHONE, Channel.WHATSAPP, Channel.EMAIL})
# Which handle of a party each channel uses.
HANDLES: Mapping[str, str] = {
    Channel.PHONE: Suppression.Handle.PHONE,
    Channel.SMS: Suppression.Handle.PHONE,
    Channel.WHATSAPP: Suppression.Handle.PHONE,
    Channel.EMAIL: Suppression.Handle.EMAIL,
    Channel.MAIL: Suppression.Handle.DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class Barred:
    """Handles of one party that must not be used: telephones (E.164) to call, to write to by WhatsApp, and e-mails."""

    phone: frozenset[str] = frozenset()
    whatsapp: frozenset[str] = frozenset()
    email: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contactability:
    """What may be done with one party: a verdict for each channel, and which of its numbers and e-mails are barred."""

    verdicts: Mapping[str, Verdict]
    barred: Barred

    def may(self, channel: str) -> bool:
        return self.verdicts[channel].allowed


def not_to_use(party_ids: Iterable[int]) -> dict[int, Barred]:
    """What must not be used of each party's telephones and e-mails, for links that call or write. One query."""
    ids = list(party_ids)
    found: dict[int, dict[str, set[str]]] = {party_id: {} for party_id in ids}
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_NOT_TO_USE, {"parties": ids})
            for party_id, channel, handle in cursor.fetchall():
                found[party_id].setdefault(channel, set()).add(handle)
    return {
        party_id: Barred(**{channel: frozenset(handles) for channel, handles in channels.items()})
        for party_id, channels in found.items()
    }


def handles_of(party: Party) -> list[tuple[str, str]]:
    """Every handle of a party, by kind: its telephones, e-mails and document. From what was prefetched."""
    found = [(str(Suppression.Handle.PHONE), row.number) for row in party.phones.all()]
    found += [(str(Suppression.Handle.EMAIL), row.address) for row in party.emails.all()]
    if party.document:
        found.append((str(Suppression.Handle.DOCUMENT), party.document))
    return found


def spellings(handles: Iterable[tuple[str, str]]) -> set[str]:
    """Handles as they are kept and as people write them; of a telephone, without its area code."""
    found: set[str] = set()
    for handle, value in handles:
        if value.startswith("+55"):
            line = value.removeprefix("+55")[2:]
            found |= {line, f"{line[:-4]}-{line[-4:]}"}
        else:
            found.add(value)
        if handle == Suppression.Handle.DOCUMENT:
            found.add(documents.mask(value))
    return found


def contactability(parties: Sequence[Party], purpose: Purpose = Purpose.SERVICE) -> dict[int, Contactability]:
    """The verdicts of parties whose phones, e-mails and consents are prefetched: one query for all of them.

    A channel is barred when the document is on the list, or every handle the channel could use is.
    """
    hashes = {
        (party.pk, handle, value): handle_hash(party.company_id, handle, value)
        for party in parties
        for handle, value in handles_of(party)
    }
    listed: dict[str, set[str]] = {}
    if hashes:
        rows = Suppression.objects.filter(
            company_id=parties[0].company_id, key_hash__in=set(hashes.values()), released_at__isnull=True
        )
        for key_hash, channel in rows.values_list("key_hash", "channel"):
            listed.setdefault(key_hash, set()).add(channel)
    return {party.pk: _of_one(party, purpose, hashes, listed) for party in parties}


def contactability_of(party: Party) -> Contactability:
    """That of one party that a page shows, for service; asked of the database once for all that were read with it."""
    if party.contactability is None:
        together = party.read_with or [party]
        prefetch_related_objects(together, "consents")
        verdicts = contactability(together)
        for each in together:
            each.contactability, each.read_with = verdicts[each.pk], ()
    found: Contactability = party.contactability
    return found


def _of_one(
    party: Party,
    purpose: Purpose,
    hashes: Mapping[tuple[int, str, str], str],
    listed: Mapping[str, set[str]],
) -> Contactability:
    answers = {consent.channel: consent.is_granted for consent in party.consents.all()}
    verdicts: dict[str, Verdict] = {}
    barred: dict[str, frozenset[str]] = {}
    for channel, handle in HANDLES.items():
        states = {
            value: bool(listed.get(hashes[party.pk, kind, value], set()) & {"", channel})
            for kind, value in handles_of(party)
            if kind in (handle, Suppression.Handle.DOCUMENT)
        }
        by_document = bool(party.document and states.get(party.document))
        own = {value: listed_too for value, listed_too in states.items() if value != party.document}
        verdicts[channel] = verdict(
            purpose=purpose,
            answer=answers.get(channel),
            is_suppressed=by_document or (bool(own) and all(own.values())),
            is_customer=party.stage == Party.Stage.CUSTOMER,
            is_anonymized=party.anonymized_at is not None,
        )
        if channel in _LINKED:
            none_may = not verdicts[channel].allowed
            barred[channel] = frozenset(value for value, listed_too in own.items() if none_may or listed_too)
    return Contactability(verdicts, Barred(**barred))


def contactable(parties: PartyQuerySet, channel: str, purpose: Purpose) -> PartyQuerySet:
    """Those of the parties that may be contacted by the channel: one set-based condition, for lists and campaigns."""
    rows = parties.filter(is_active=True, anonymized_at__isnull=True)
    rows = rows.exclude(Q(consents__channel=channel, consents__is_granted=False))
    if purpose is Purpose.MARKETING:
        rows = rows.filter(
            Q(stage=Party.Stage.CUSTOMER) | Q(consents__channel=channel, consents__is_granted=True)
        ).distinct()
    return rows.exclude(pk__in=barred_parties(parties, channel))


def barred_parties(parties: PartyQuerySet, channel: str) -> list[int]:
    """Parties of the company with a handle of this channel, or their document, on the list.

    The list is small and its hashes are indexed; the handles of the whole company are hashed by the database, once.
    """
    company_ids = set(parties.values_list("company_id", flat=True)[:1])
    if not company_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_BARRED, {"company": str(company_ids.pop()), "channel": channel, "handle": HANDLES[channel]})
        return [row[0] for row in cursor.fetchall()]


def masked(handle: str, value: str) -> str:
    """A part of a handle, enough for its owner to recognise: `m•••@a.com.br`; `•••4321` of a number."""
    if handle == Suppression.Handle.EMAIL:
        name, _, host = value.partition("@")
        return f"{name[:1]}•••@{host}"
    return f"•••{value[-4:]}"
