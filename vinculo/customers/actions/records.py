"""Assets, references, cards, contact people and state registrations: added, edited and removed, each on its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.db.models import Model

from vinculo.customers import queries
from vinculo.customers.models import (
    Asset,
    BankReference,
    ContactPerson,
    CreditCard,
    Party,
    PersonalReference,
    StateRegistration,
)
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import AlreadyThere
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.database.breaches import broken_constraint

Record = Asset | PersonalReference | BankReference | CreditCard | ContactPerson | StateRegistration


@dataclass(frozen=True, slots=True)
class _Verbs:
    added: Verb
    edited: Verb
    removed: Verb


_VERBS: Mapping[type[Model], _Verbs] = {
    Asset: _Verbs(Verb.ASSET_ADDED, Verb.ASSET_EDITED, Verb.ASSET_REMOVED),
    PersonalReference: _Verbs(
        Verb.PERSONAL_REFERENCE_ADDED, Verb.PERSONAL_REFERENCE_EDITED, Verb.PERSONAL_REFERENCE_REMOVED
    ),
    BankReference: _Verbs(Verb.BANK_REFERENCE_ADDED, Verb.BANK_REFERENCE_EDITED, Verb.BANK_REFERENCE_REMOVED),
    CreditCard: _Verbs(Verb.CARD_ADDED, Verb.CARD_EDITED, Verb.CARD_REMOVED),
    ContactPerson: _Verbs(Verb.CONTACT_PERSON_ADDED, Verb.CONTACT_PERSON_EDITED, Verb.CONTACT_PERSON_REMOVED),
    StateRegistration: _Verbs(
        Verb.STATE_REGISTRATION_ADDED, Verb.STATE_REGISTRATION_EDITED, Verb.STATE_REGISTRATION_REMOVED
    ),
}
_BREACHES = {
    "bank_account_once_per_party": ("Este cadastro já tem essa conta.", "account"),
    "card_once_per_party": ("Este cadastro já tem esse cartão.", "last_four"),
    "one_state_registration_per_state": ("Este cadastro já tem inscrição nessa UF. Altere a que existe.", "state"),
}
RECORDS: Mapping[str, type[Model]] = {model._meta.db_table: model for model in _VERBS}


def add_record(actor: Actor, record: Record) -> Record:
    """Keeps a new record of its party. `AlreadyThere` when the party has it."""
    actor.require(Permission.EDIT)
    party = _own_party(actor, record.party_id)
    record.company_id = party.company_id
    try:
        with audit.writing(actor, _VERBS[type(record)].added):
            record.save(force_insert=True)
            return record
    except IntegrityError as error:
        _tell(error)
        raise


def edit_record(actor: Actor, record: Record, values: Mapping[str, Any]) -> None:
    """Changes fields of a record. `AlreadyThere` when it becomes equal to another one of the party."""
    actor.require(Permission.EDIT)
    _own_party(actor, record.party_id)
    for name, value in values.items():
        setattr(record, name, value)
    try:
        with audit.writing(actor, _VERBS[type(record)].edited):
            record.save(update_fields=list(values))
    except IntegrityError as error:
        _tell(error)
        raise


def remove_record(actor: Actor, record: Record) -> None:
    """`restore_removed` puts it back."""
    actor.require(Permission.EDIT)
    _own_party(actor, record.party_id)
    with audit.writing(actor, _VERBS[type(record)].removed):
        record.delete()


def _own_party(actor: Actor, party_id: int) -> Party:
    return get_or_404(queries.editable_parties(actor), party_id)


def _tell(error: IntegrityError) -> None:
    for constraint, (sentence, field) in _BREACHES.items():
        if broken_constraint(error) == constraint:
            raise AlreadyThere(sentence, field=field) from error
