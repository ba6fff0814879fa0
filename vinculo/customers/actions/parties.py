"""The party itself: registered, edited, promoted and reactivated."""

from dataclasses import asdict, replace
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from vinculo.customers import queries, rules
from vinculo.customers.identities import tell_apart
from vinculo.customers.lookalikes import Typed, find_lookalikes
from vinculo.customers.models import Address, Email, Party, Phone
from vinculo.customers.particulars import Particulars, Registration
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import DocumentTaken, EditConflict, Locked, LookalikesFound, Unfit
from vinculo.customers.verbs import Verb
from vinculo.engines.identity import Certainty
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, Scope, get_or_404
from vinculo.foundation.database.breaches import broken_constraint


def register_prospect(actor: Actor, registration: Registration, *, now: datetime) -> Party:
    """A new prospect; a name is enough.

    Raises `DocumentTaken`, or `LookalikesFound` for probable duplicates that were not declared to be somebody else.
    """
    return _register(actor, registration, stage=Party.Stage.PROSPECT, verb=Verb.PROSPECT_REGISTERED, now=now)


def register_customer(actor: Actor, registration: Registration, *, now: datetime) -> Party:
    """A new customer: `Unfit` without document or foreign flag, and the refusals of `register_prospect`."""
    missing = rules.missing_for_customer(registration.particulars)
    if missing:
        raise Unfit(missing, field="document")
    return _register(actor, registration, stage=Party.Stage.CUSTOMER, verb=Verb.CUSTOMER_REGISTERED, now=now)


def edit_party(
    actor: Actor, party: Party, mine: Particulars, *, original: Particulars, version: int, now: datetime
) -> Party:
    """Saves what the person changed since `original` (the record at `version`), keeping what others changed meanwhile.

    Raises `EditConflict` when both changed one field, `Locked` for a field their role may not change (R-9),
    `DocumentTaken`, and `Unfit` when a customer would lose document and foreign flag.
    """
    actor.require(Permission.EDIT)
    try:
        with audit.writing(actor, Verb.EDITED):
            current = get_or_404(queries.editable_parties(actor).select_for_update(of=("self",)), party.pk)
            theirs = queries.particulars_of(current)
            if current.version != version:
                _refuse_collision(current, mine, theirs, original)
            chosen = rules.merged(mine, theirs, original)
            _refuse_locked_changes(actor, current, chosen, theirs)
            if current.stage == Party.Stage.CUSTOMER and (missing := rules.missing_for_customer(chosen)):
                raise Unfit(missing, field="document")
            if chosen == theirs:
                return current
            _write(current, chosen, now=now)
            return current
    except IntegrityError as error:
        _tell_document_taken(actor, error, mine.document)
        raise


def promote_to_customer(actor: Actor, party: Party, particulars: Particulars, *, now: datetime) -> Party:
    """Makes a customer of a prospect, filling in document or foreign flag. `Unfit` or `DocumentTaken` otherwise."""
    actor.require(Permission.EDIT)
    try:
        with audit.writing(actor, Verb.PROMOTED):
            current = get_or_404(queries.editable_parties(actor).select_for_update(of=("self",)), party.pk)
            if current.stage == Party.Stage.CUSTOMER:
                raise Unfit(f"{current.name} já é cliente.")
            chosen = replace(
                queries.particulars_of(current),
                document=particulars.document,
                is_foreign=particulars.is_foreign,
                foreign_document=particulars.foreign_document,
            )
            if missing := rules.missing_for_customer(chosen):
                raise Unfit(missing, field="document")
            current.stage = Party.Stage.CUSTOMER
            _write(current, chosen, now=now)
            return current
    except IntegrityError as error:
        _tell_document_taken(actor, error, particulars.document)
        raise


def reactivate(actor: Actor, party: Party, *, now: datetime) -> None:
    """Back to daily use. `DocumentTaken` when another active record has taken its document, `Unfit` when active."""
    actor.require(Permission.DEACTIVATE)
    try:
        with audit.writing(actor, Verb.REACTIVATED):
            rows = queries.editable_parties(actor).filter(pk=party.pk, is_active=False)
            if not rows.update(is_active=True, updated_at=now, version=F("version") + 1):
                raise Unfit("Este cadastro já está ativo.")
    except IntegrityError as error:
        _tell_document_taken(actor, error, party.document, remedy="Inative o outro antes de reativar este.")
        raise


def _register(actor: Actor, registration: Registration, *, stage: Party.Stage, verb: Verb, now: datetime) -> Party:
    actor.require(Permission.CREATE)
    _refuse_lookalikes(actor, registration)
    try:
        with audit.writing(actor, verb):
            party = Party.objects.create(
                company_id=actor.company_id,
                establishment_id=actor.establishment_id,
                team_id=actor.team_id,
                owner_id=actor.user_id if actor.scope is Scope.OWN else None,
                stage=stage,
                created_at=now,
                updated_at=now,
                **asdict(registration.particulars),
            )
            own = {"company_id": actor.company_id, "party_id": party.pk}
            Phone.objects.bulk_create(Phone(**own, **asdict(entry)) for entry in registration.phones)
            Email.objects.bulk_create(Email(**own, **asdict(entry)) for entry in registration.emails)
            Address.objects.bulk_create(Address(**own, **asdict(entry)) for entry in registration.addresses)
            tell_apart(actor, party.pk, registration.distinct_from, now)
            return party
    except IntegrityError as error:
        _tell_document_taken(actor, error, registration.particulars.document)
        raise


def _refuse_lookalikes(actor: Actor, registration: Registration) -> None:
    lookalikes = find_lookalikes(actor, typed_of(registration))
    for each in lookalikes:
        if each.certainty is Certainty.CERTAIN:
            raise _document_taken(actor, registration.particulars.document)
    unanswered = tuple(
        each for each in lookalikes if each.must_be_answered and each.party_id not in registration.distinct_from
    )
    if unanswered:
        raise LookalikesFound(unanswered)


def typed_of(registration: Registration) -> Typed:
    """What the search for look-alikes looks at."""
    particulars = registration.particulars
    return Typed(
        kind=particulars.kind,
        name=particulars.name,
        document=particulars.document or "",
        birth_date=particulars.birth_date,
        phones=frozenset(entry.number.removeprefix("+55").removeprefix("+") for entry in registration.phones),
        emails=frozenset(entry.address for entry in registration.emails),
        municipality_ids=frozenset(entry.municipality_id for entry in registration.addresses),
    )


def _write(party: Party, particulars: Particulars, *, now: datetime) -> None:
    for name, value in asdict(particulars).items():
        setattr(party, name, value)
    party.updated_at = now
    party.version += 1
    party.save()


def _refuse_collision(current: Party, mine: Particulars, theirs: Particulars, original: Particulars) -> None:
    collisions = rules.disagreements(mine, theirs, original)
    if collisions:
        last = queries.last_edit(current)
        raise EditConflict(collisions, theirs, version=current.version, by=last.by, at=last.at)


def _refuse_locked_changes(actor: Actor, current: Party, chosen: Particulars, theirs: Particulars) -> None:
    locked = rules.locked_fields(
        stage=current.stage, document=current.document, may_change_document=actor.may(Permission.CHANGE_DOCUMENT)
    )
    for name in sorted(locked):
        if getattr(chosen, name) != getattr(theirs, name):
            raise Locked("O documento de um cliente só muda com autorização do gerente.", field="document")


def _tell_document_taken(actor: Actor, error: IntegrityError, document: str | None, *, remedy: str = "") -> None:
    if broken_constraint(error) == "document_is_unique_among_active_parties":
        raise _document_taken(actor, document, remedy=remedy) from error


def _document_taken(actor: Actor, document: str | None, *, remedy: str = "") -> DocumentTaken:
    holder = (
        Party.objects.active()
        .filter(company_id=actor.company_id, document=document)
        .select_related("owner", "establishment")
        .get()
    )
    whose = f"carteira de {holder.owner.name}" if holder.owner else holder.establishment.name
    sentence = f"{rules.document_name(document or '')} já cadastrado: {holder.name} ({whose}). {remedy}".strip()
    return DocumentTaken(sentence, holder_id=holder.pk)
