"""Reads of portfolios: who has how many, which customers a rule means, what a portfolio holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, Sum

from vinculo.customers import queries as customers
from vinculo.customers.activity import activity_since, last_activity
from vinculo.customers.contactability import Barred, not_to_use
from vinculo.customers.models import Address, Party, PartyQuerySet
from vinculo.foundation.access import Actor, Scope
from vinculo.organization.models import User
from vinculo.portfolios.models import MonthCount, PortfolioCount
from vinculo.portfolios.rules import Candidate, Counts

MOST_MOVED = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """Which customers are to be redistributed; what is empty is not asked. `idle_days`: with no activity since."""

    from_owner: User | None
    only_unowned: bool = False
    states: Sequence[str] = ()
    classes: Sequence[str] = ()
    least_potential: Decimal | None = None
    idle_days: int | None = None


def meant_by(actor: Actor, rule: Rule, *, now: datetime) -> PartyQuerySet:
    """The active customers and prospects in the actor's scope that the rule means."""
    rows = customers.editable_parties(actor).active()
    if rule.only_unowned:
        rows = rows.filter(owner__isnull=True)
    elif rule.from_owner:
        rows = rows.filter(owner=rule.from_owner)
    if rule.states:
        main = Address.objects.filter(party=OuterRef("pk"), is_main=True, municipality__state__in=rule.states)
        rows = rows.filter(Exists(main))
    if rule.classes:
        rows = rows.filter(classification__in=rule.classes)
    if rule.least_potential is not None:
        rows = rows.filter(complement__potential__gte=rule.least_potential)
    if rule.idle_days is not None:
        rows = rows.filter(~Q(activity_since(now - timedelta(days=rule.idle_days))))
    return rows


def candidates(rows: PartyQuerySet) -> list[Candidate]:
    """At most `MOST_MOVED` of them with their potential, in one query."""
    values = rows.order_by("pk").values_list("pk", "complement__potential")[:MOST_MOVED]
    return [Candidate(pk, potential or Decimal(0)) for pk, potential in values]


@dataclass(frozen=True, slots=True)
class PortfolioLine:
    """One portfolio, as last counted. `owner` None: nobody's."""

    owner: User | None
    counts: Counts
    potential: Decimal


@dataclass(frozen=True, slots=True)
class Counted:
    """When the portfolios were last counted: the day the counts are kept under, and the instant."""

    day: date
    at: datetime


def last_counted(actor: Actor) -> Counted | None:
    rows = PortfolioCount.objects.filter(company_id=actor.company_id).order_by("-day")
    found = rows.values_list("day", "counted_at").first()
    return Counted(*found) if found else None


def portfolio_lines(actor: Actor, day: date) -> list[PortfolioLine]:
    """The portfolios the actor may look at, as counted on a day, the largest first."""
    rows = PortfolioCount.objects.filter(company_id=actor.company_id, day=day).select_related("owner")
    if actor.scope is not Scope.COMPANY:
        rows = rows.filter(establishment_id__in=actor.establishment_ids)
    together: dict[int | None, PortfolioLine] = {}
    for row in rows:
        known = together.get(row.owner_id, PortfolioLine(row.owner, Counts(), Decimal(0)))
        together[row.owner_id] = PortfolioLine(row.owner, known.counts + row.counts, known.potential + row.potential)
    return sorted(together.values(), key=lambda line: -line.counts.records)


def registered_by_month(actor: Actor, day: date, *, months: int = 12) -> list[tuple[date, int]]:
    """How many of the records in use at the last count, made on a day, there were at the end of each month.

    The oldest first. Reads a row for each month and establishment, however many customers there are.
    """
    rows = MonthCount.objects.filter(company_id=actor.company_id)
    if actor.scope is not Scope.COMPANY:
        rows = rows.filter(establishment_id__in=actor.establishment_ids)
    first = day.replace(day=1)
    starts = [first]
    while len(starts) < months:
        starts.append((starts[-1] - timedelta(days=1)).replace(day=1))
    counted = dict(rows.values_list("month").annotate(Sum("records")))
    return [(start, sum(count for month, count in counted.items() if month <= start)) for start in reversed(starts)]


@dataclass(frozen=True, slots=True)
class DossierLine:
    party: Party
    potential: Decimal | None
    last_at: datetime | None
    barred: Barred


def portfolio_of(actor: Actor, owner: User, *, limit: int) -> list[DossierLine]:
    """The customers of a portfolio in the actor's scope, the most valuable first, with what reaches them."""
    rows = customers.editable_parties(actor).active().filter(owner=owner).select_related("complement")
    parties = list(rows.order_by(F("complement__potential").desc(nulls_last=True), "name_key")[:limit])
    customers.with_reach(parties)
    newest = last_activity(actor.company_id, [party.pk for party in parties])
    barred = not_to_use(party.pk for party in parties)
    return [
        DossierLine(
            party,
            party.complement.potential if hasattr(party, "complement") else None,
            newest.get(party.pk),
            barred[party.pk],
        )
        for party in parties
    ]
