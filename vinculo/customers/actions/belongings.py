"""Addresses, telephones, e-mails and external codes of a party: added, edited, removed and put back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TypeVar

from django.db import IntegrityError
from django.db.models import Model

from vinculo.customers import queries
from vinculo.customers.actions.records import RECORDS
from vinculo.customers.models import Address, Email, ExternalReference, Note, Party, Phone
from vinculo.customers.particulars import AddressEntry, EmailEntry, PhoneEntry, ReferenceEntry
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import AlreadyThere, Unfit
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.audit.models import Change
from vinculo.foundation.database.breaches import broken_constraint

Reach = TypeVar("Reach", Address, Phone, Email)

REMOVABLE: Mapping[str, type[Model]] = {
    **{model._meta.db_table: model for model in (Address, Phone, Email, ExternalReference, Note)},
    **RECORDS,
}


def add_phone(actor: Actor, party: Party, entry: PhoneEntry) -> Phone:
    """`AlreadyThere` when the party has the number. The first telephone becomes the main one."""
    return _add(actor, Verb.PHONE_ADDED, Phone(party=party, **asdict(entry)))


def edit_phone(actor: Actor, phone: Phone, entry: PhoneEntry) -> None:
    """`AlreadyThere` when the party has the number on another line."""
    _edit(actor, Verb.PHONE_EDITED, phone, asdict(entry))


def remove_phone(actor: Actor, phone: Phone) -> None:
    _remove(actor, Verb.PHONE_REMOVED, phone)


def add_email(actor: Actor, party: Party, entry: EmailEntry) -> Email:
    """`AlreadyThere` when the party has the e-mail. The first e-mail becomes the main one."""
    return _add(actor, Verb.EMAIL_ADDED, Email(party=party, **asdict(entry)))


def edit_email(actor: Actor, email: Email, entry: EmailEntry) -> None:
    """`AlreadyThere` when the party has the e-mail on another line."""
    _edit(actor, Verb.EMAIL_EDITED, email, asdict(entry))


def remove_email(actor: Actor, email: Email) -> None:
    _remove(actor, Verb.EMAIL_REMOVED, email)


def add_address(actor: Actor, party: Party, entry: AddressEntry) -> Address:
    """The first address becomes the main one."""
    return _add(actor, Verb.ADDRESS_ADDED, Address(party=party, **asdict(entry)))


def edit_address(actor: Actor, address: Address, entry: AddressEntry) -> None:
    _edit(actor, Verb.ADDRESS_EDITED, address, asdict(entry))


def remove_address(actor: Actor, address: Address) -> None:
    _remove(actor, Verb.ADDRESS_REMOVED, address)


def add_reference(actor: Actor, party: Party, entry: ReferenceEntry) -> ExternalReference:
    """`AlreadyThere` when some record of the company has the code of that system."""
    actor.require(Permission.EDIT)
    party = _own_party(actor, party.pk)
    try:
        with audit.writing(actor, Verb.REFERENCE_ADDED):
            return ExternalReference.objects.create(company_id=party.company_id, party=party, **asdict(entry))
    except IntegrityError as error:
        _tell_code_taken(actor, error, entry)
        raise


def edit_reference(actor: Actor, reference: ExternalReference, entry: ReferenceEntry) -> None:
    """`AlreadyThere` when another record of the company has the code of that system."""
    actor.require(Permission.EDIT)
    _own_party(actor, reference.party_id)
    reference.system, reference.code = entry.system, entry.code
    try:
        with audit.writing(actor, Verb.REFERENCE_EDITED):
            reference.save(update_fields=["system", "code"])
    except IntegrityError as error:
        _tell_code_taken(actor, error, entry)
        raise


def remove_reference(actor: Actor, reference: ExternalReference) -> None:
    actor.require(Permission.EDIT)
    _own_party(actor, reference.party_id)
    with audit.writing(actor, Verb.REFERENCE_REMOVED):
        reference.delete()


def restore_removed(actor: Actor, party: Party, table: str, row_id: int) -> None:
    """Puts back what the actor removed from the party, as the audit kept it. `Unfit` when too late."""
    actor.require(Permission.EDIT)
    party = _own_party(actor, party.pk)
    removal = (
        Change.objects.filter(
            root_type="customers.party",
            root_id=party.pk,
            table_name=table,
            row_id=row_id,
            operation=Change.Operation.DELETE,
            actor_id=actor.user_id,
        )
        .order_by("-id")
        .first()
    )
    model = REMOVABLE.get(table)
    if removal is None or removal.before is None or model is None:
        raise Unfit("Esta exclusão não pode mais ser desfeita.")
    row = model(**removal.before)
    try:
        with audit.writing(actor, Verb.RESTORED):
            _locked_party(actor, party.pk)
            if isinstance(row, Address | Phone | Email) and row.is_main:
                _make_room(row, removal)
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Unfit("Outro registro já tomou o lugar do que foi excluído.") from error


def _make_room(row: Address | Phone | Email, removal: Change) -> None:
    """The row is the main one again, in place of the one its removal promoted; not of one that was chosen since."""
    of_removal = Change.objects.filter(
        root_type=removal.root_type,
        root_id=removal.root_id,
        transaction_key=removal.transaction_key,
        table_name=removal.table_name,
        operation=Change.Operation.UPDATE,
        after__is_main=True,
    )
    main = type(row).objects.filter(party_id=row.party_id, is_main=True)
    main.filter(pk__in=list(of_removal.values_list("row_id", flat=True))).update(is_main=False)
    row.is_main = not main.exists()


def _own_party(actor: Actor, party_id: int) -> Party:
    return get_or_404(queries.editable_parties(actor), party_id)


def _locked_party(actor: Actor, party_id: int) -> Party:
    """The party, locked until the transaction ends: of two people at its rows the second one meets the first's work."""
    return get_or_404(queries.editable_parties(actor).select_for_update(of=("self",), no_key=True), party_id)


def _add(actor: Actor, verb: Verb, row: Reach) -> Reach:
    actor.require(Permission.EDIT)
    siblings = type(row).objects.filter(party_id=row.party_id)
    try:
        with audit.writing(actor, verb):
            row.company_id = _locked_party(actor, row.party_id).company_id
            row.is_main = row.is_main or not siblings.exists()
            if row.is_main:
                siblings.filter(is_main=True).update(is_main=False)
            row.save()
            return row
    except IntegrityError as error:
        _tell_already_there(error)
        raise


def _edit(actor: Actor, verb: Verb, row: Reach, values: dict[str, object]) -> None:
    actor.require(Permission.EDIT)
    siblings = type(row).objects.filter(party_id=row.party_id)
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with audit.writing(actor, verb):
            _locked_party(actor, row.party_id)
            was_main = get_or_404(siblings, row.pk).is_main
            row.is_main = row.is_main or was_main
            if row.is_main and not was_main:
                siblings.filter(is_main=True).update(is_main=False)
            row.save(update_fields=list(values))
    except IntegrityError as error:
        _tell_already_there(error)
        raise


def _remove(actor: Actor, verb: Verb, row: Address | Phone | Email) -> None:
    """Removes the row; the oldest of the others takes its place as the main one."""
    actor.require(Permission.EDIT)
    with audit.writing(actor, verb):
        _locked_party(actor, row.party_id)
        siblings = type(row).objects.filter(party_id=row.party_id).exclude(pk=row.pk)
        row.delete()
        if not siblings.filter(is_main=True).exists():
            oldest = siblings.order_by("id").values_list("pk", flat=True).first()
            siblings.filter(pk=oldest or 0).update(is_main=True)


def _tell_already_there(error: IntegrityError) -> None:
    if broken_constraint(error) == "phone_once_per_party":
        raise AlreadyThere("Este cadastro já tem esse telefone.", field="number") from error
    if broken_constraint(error) == "email_once_per_party":
        raise AlreadyThere("Este cadastro já tem esse e-mail.", field="address") from error


def _tell_code_taken(actor: Actor, error: IntegrityError, entry: ReferenceEntry) -> None:
    if broken_constraint(error) != "external_code_is_unique_by_origin":
        return
    holder = ExternalReference.objects.select_related("party").get(
        company_id=actor.company_id, system=entry.system, code=entry.code
    )
    sentence = f"O código {entry.code} de {entry.system} já é de {holder.party.name}."
    raise AlreadyThere(sentence, field="code") from error
