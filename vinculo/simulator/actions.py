"""Cases kept, run again, accepted and removed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError
from django.http import Http404

from vinculo.approvals.actions import void_if_changed
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.quoting import Quote, SaleRequest, compose, surroundings
from vinculo.simulator.kept import figures_of, moved, sale_as_data
from vinculo.simulator.models import SUBJECT, SimulatedCase
from vinculo.simulator.permissions import Permission
from vinculo.simulator.refusals import Refused
from vinculo.simulator.verbs import Verb


def keep_case(
    actor: Actor, *, name: str, note: str, request: SaleRequest, quote: Quote, now: datetime
) -> SimulatedCase:
    """Keep a sale with the figures it gives today. Raises `Refused` for a name that is taken."""
    actor.require(Permission.SAVE)
    try:
        with audit.writing(actor, Verb.KEPT):
            return SimulatedCase.objects.create(
                company_id=actor.company_id,
                name=name,
                note=note,
                party_id=request.party_id,
                typed=sale_as_data(request),
                reference=figures_of(quote),
                lines=len(request.lines),
                kept_at=now,
                kept_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Refused("Já há um caso com este nome.") from error


def run_cases(actor: Actor, cases: Iterable[SimulatedCase], *, on: date | None, now: datetime) -> int:
    """Run cases again, on their own day or on another, and keep what moved; how many of them moved.

    A case that speaks of records that are gone counts as moved: every figure of it is missing.
    """
    actor.require(Permission.SAVE)
    changed = 0
    with audit.writing(actor, Verb.RUN):
        for case in cases:
            case.latest = latest_of(actor, case, on)
            case.differences = len(moved(case.reference, case.latest))
            case.run_at = now
            case.save(update_fields=["latest", "differences", "run_at"])
            changed += case.differences > 0
    return changed


def latest_of(actor: Actor, case: SimulatedCase, on: date | None) -> dict[str, object]:
    """The figures a case gives now."""
    request = case.sale(on=on)
    try:
        return figures_of(compose(request, surroundings(actor, request)))
    except Http404:
        return {"sale": {}, "lines": []}


def accept(actor: Actor, case: SimulatedCase, *, now: datetime) -> None:
    """Take the figures of the last run as the reference; an approval of the others is void for good. Raises `Refused`
    for a case that was not run."""
    actor.require(Permission.SAVE)
    if case.latest is None:
        raise Refused("Este caso ainda não foi reexecutado.")
    with audit.writing(actor, Verb.ACCEPTED):
        case.reference, case.differences = case.latest, 0
        case.save(update_fields=["reference", "differences"])
        void_if_changed(actor, case.company_id, SUBJECT, case.pk, now=now)


def delete_case(actor: Actor, case: SimulatedCase, *, now: datetime) -> None:
    """Remove a kept sale; a request about it, and its approval, are void."""
    actor.require(Permission.SAVE)
    pk = case.pk
    with audit.writing(actor, Verb.DELETED):
        case.delete()
        void_if_changed(actor, actor.company_id, SUBJECT, pk, now=now)
