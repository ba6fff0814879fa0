"""What a party is to the company: complementary data, roles, responsible people, the company's own fields."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from vinculo.customers import queries, rules
from vinculo.customers.actions.parties import edit_party
from vinculo.customers.models import Complement, Party, PartyCustomValue, PartyRole, Responsible
from vinculo.customers.particulars import ComplementEntry, Particulars
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import ComplementConflict, Unfit
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.custom_fields.rules import changed
from vinculo.organization.models import User


def edit_complete(
    actor: Actor,
    party: Party,
    mine: Particulars,
    complement: ComplementEntry,
    roles: Collection[str],
    *,
    original: Particulars,
    original_complement: ComplementEntry,
    version: int,
    now: datetime,
) -> None:
    """The complete form: all of it or nothing. Raises what `edit_party` and `save_complement` raise."""
    with transaction.atomic():
        edit_party(actor, party, mine, original=original, version=version, now=now)
        save_complement(actor, party, complement, original=original_complement)
        set_roles(actor, party, roles)


def save_complement(actor: Actor, party: Party, mine: ComplementEntry, *, original: ComplementEntry) -> None:
    """Saves what the person changed since `original`, keeping what others changed meanwhile.

    Raises `ComplementConflict` when both changed one field, and `Unfit` for the CNAE of a natural person.
    """
    actor.require(Permission.EDIT)
    with audit.writing(actor, Verb.COMPLEMENT_EDITED):
        current = get_or_404(queries.editable_parties(actor).select_for_update(of=("self",)), party.pk)
        theirs = queries.complement_of(current)
        if collisions := rules.disagreements(mine, theirs, original):
            raise ComplementConflict(collisions, theirs)
        chosen = rules.merged(mine, theirs, original)
        if chosen.cnae and current.kind == Party.Kind.PERSON:
            raise Unfit("CNAE é só de pessoa jurídica.", field="cnae")
        if chosen != theirs:
            Complement.objects.update_or_create(
                party=current, defaults={"company_id": current.company_id, **asdict(chosen)}
            )


def set_roles(actor: Actor, party: Party, roles: Collection[str]) -> None:
    """The roles of the party besides the one its stage tells; those not named are taken away."""
    actor.require(Permission.EDIT)
    party = get_or_404(queries.editable_parties(actor), party.pk)
    with audit.writing(actor, Verb.ROLES_CHANGED):
        kept = PartyRole.objects.filter(party=party)
        kept.exclude(role__in=roles).delete()
        PartyRole.objects.bulk_create(
            (PartyRole(company_id=party.company_id, party=party, role=role) for role in sorted(roles)),
            ignore_conflicts=True,
        )


def set_responsible(actor: Actor, party: Party, matter: str, user: User | None) -> None:
    """Who answers for the party in one matter; None for nobody. `Unfit` for somebody inactive or of another company."""
    actor.require(Permission.EDIT)
    party = get_or_404(queries.editable_parties(actor), party.pk)
    if user and not (user.is_active and user.company_id == actor.company_id):
        raise Unfit("Escolha um usuário ativo da empresa.", field="user")
    with audit.writing(actor, Verb.RESPONSIBLE_CHANGED):
        if user is None:
            Responsible.objects.filter(party=party, matter=matter).delete()
        else:
            Responsible.objects.update_or_create(
                party=party, matter=matter, defaults={"company_id": party.company_id, "user": user}
            )


def save_custom_values(
    actor: Actor, party: Party, answers: Mapping[int, object], *, original: Mapping[int, object]
) -> None:
    """The answers to the company's own fields by the id of the field; None takes an answer away.

    `original` are the answers the person started from: what others changed since stays. Raises `AnswersCollide` when
    both changed one.
    """
    actor.require(Permission.EDIT)
    with audit.writing(actor, Verb.CUSTOM_VALUES_EDITED):
        party = get_or_404(queries.editable_parties(actor).select_for_update(of=("self",)), party.pk)
        wanted = changed(answers, original, queries.custom_values(party))
        empty = [field_id for field_id, answer in wanted.items() if answer is None]
        PartyCustomValue.objects.filter(party=party, field_id__in=empty).delete()
        for field_id, answer in wanted.items():
            if answer is None:
                continue
            PartyCustomValue.objects.update_or_create(
                party=party, field_id=field_id, defaults={"company_id": party.company_id, "value": answer}
            )
