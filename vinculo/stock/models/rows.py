"""Row-level access of stock: it belongs to a place, not to a person."""

from typing import Self, TypeVar

from django.db.models import Model, Q, QuerySet

from vinculo.foundation.access import Actor, Scope
from vinculo.stock.permissions import Permission

M = TypeVar("M", bound=Model)


def sees_every_place(actor: Actor) -> bool:
    return actor.scope == Scope.COMPANY or actor.may(Permission.SEE_COMPANY)


class PlacedQuerySet(QuerySet[M]):
    """Rows with the columns company and establishment: people see those of the establishments they work at."""

    def visible_to(self, actor: Actor) -> Self:
        if sees_every_place(actor):
            return self.filter(company_id=actor.company_id)
        return self.filter(company_id=actor.company_id, establishment_id__in=actor.establishment_ids)

    def ways_to(self, actor: Actor) -> list[Q]:
        """`visible_to` as alternatives, each on the leading column of one index."""
        if sees_every_place(actor):
            return [Q(company_id=actor.company_id)]
        return [Q(establishment_id=pk) for pk in actor.establishment_ids]
