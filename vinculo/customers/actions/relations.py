"""Relations between parties: said and taken back."""

from django.db import IntegrityError

from vinculo.customers import queries
from vinculo.customers.models import Party, Relation
from vinculo.customers.permissions import Permission
from vinculo.customers.refusals import AlreadyThere, Unfit
from vinculo.customers.relation_rules import ends
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.database.breaches import broken_constraint


def relate(actor: Actor, party: Party, other_id: int, kind: str, *, is_first: bool, note: str = "") -> Relation:
    """Ties the party to another record of the company, which need not be in the actor's portfolio.

    `is_first`: the party is the one the kind begins with ("employee": who works). `AlreadyThere`, `Unfit` for itself or
    for a record that does not exist.
    """
    actor.require(Permission.EDIT)
    party = get_or_404(queries.editable_parties(actor), party.pk)
    other = Party.objects.filter(company_id=actor.company_id, pk=other_id).first()
    if other is None:
        raise Unfit("Escolha um cadastro da lista.", field="other")
    if other.pk == party.pk:
        raise Unfit("Um cadastro não se relaciona com ele mesmo.", field="other")
    first, second = ends(kind, party.pk, other.pk, is_first=is_first)
    try:
        with audit.writing(actor, Verb.RELATION_ADDED):
            return Relation.objects.create(
                company_id=actor.company_id, party_id=first, other_id=second, kind=kind, note=note
            )
    except IntegrityError as error:
        if broken_constraint(error) == "relation_once":
            raise AlreadyThere("Esta relação já está registrada.", field="other") from error
        raise


def unrelate(actor: Actor, party: Party, relation: Relation) -> None:
    """Takes a relation of the party away, from whichever side it was said."""
    actor.require(Permission.EDIT)
    party = get_or_404(queries.editable_parties(actor), party.pk)
    if party.pk not in (relation.party_id, relation.other_id):
        raise Unfit("Esta relação é de outro cadastro.")
    with audit.writing(actor, Verb.RELATION_REMOVED):
        relation.delete()
