"""Row-level access without joins: every business row carries the columns its visibility depends on."""

from typing import Self, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from vinculo.foundation.access.actor import Actor, Scope

M = TypeVar("M", bound=Model)


class ScopedQuerySet(QuerySet[M]):
    """Rows with the columns company, establishment, team and owner."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows inside the actor's scope; what a person owns they always see."""
        return self.filter(scope_condition(actor))

    def ways_to(self, actor: Actor) -> list[Q]:
        """`visible_to` as alternatives, each on the leading column of one index; a list in order walks each of them."""
        return scope_ways(actor)


def scope_condition(actor: Actor) -> Q:
    """The condition on company, establishment, team and owner columns that `actor`'s scope means."""
    company = Q(company_id=actor.company_id)
    match actor.scope:
        case Scope.COMPANY:
            return company
        case Scope.ESTABLISHMENT:
            return company & (Q(establishment_id__in=actor.establishment_ids) | Q(owner_id=actor.user_id))
        case Scope.TEAM:
            return company & (Q(team_id__in=actor.team_ids) | Q(owner_id=actor.user_id))
        case Scope.OWN:
            return company & Q(owner_id=actor.user_id)


def scope_ways(actor: Actor) -> list[Q]:
    """The alternatives of `scope_condition` inside the company: one value of one column each."""
    own = Q(owner_id=actor.user_id)
    match actor.scope:
        case Scope.COMPANY:
            return [Q(company_id=actor.company_id)]
        case Scope.ESTABLISHMENT:
            return [*(Q(establishment_id=pk) for pk in actor.establishment_ids), own]
        case Scope.TEAM:
            return [*(Q(team_id=pk) for pk in actor.team_ids), own]
        case Scope.OWN:
            return [own]


def get_or_404(rows: QuerySet[M], pk: int) -> M:
    """The row, or 404: "does not exist" and "not yours" are the same answer."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("Registro não encontrado.")
    return row
