"""The levels of a company, as the matrix and the pages name them."""

from django.db.models import Prefetch, QuerySet

from vinculo.approvals.models import Level, LevelHolder
from vinculo.approvals.queries.authority import makers_level_name
from vinculo.engines.approval import OWN_LEVEL


def levels(company_id: int) -> QuerySet[Level]:
    """The levels with who answers for them, lowest first."""
    holders = LevelHolder.objects.select_related("role", "user", "establishment").order_by("id")
    return Level.objects.filter(company_id=company_id).prefetch_related(Prefetch("holders", holders)).order_by("number")


def level_choices(company_id: int) -> list[tuple[str, str]]:
    """Level 0, who makes the document, and the levels of the company."""
    rows = Level.objects.filter(company_id=company_id).order_by("number").values_list("number", "name")
    return [(str(OWN_LEVEL), makers_level_name()), *((str(number), name) for number, name in rows)]


def level_names(company_id: int) -> dict[int, str]:
    return dict(Level.objects.filter(company_id=company_id).values_list("number", "name"))
