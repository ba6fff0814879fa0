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
    """The figures a case gives now, and by the rules of which day (`on`)."""
    request = case.sale(on=on)
    try:
        return {**figures_of(compose(request, surroundings(actor, request))), "on": request.on.isoformat()}
    except Http404:
        return {"sale": {}, "lines": []}


def accept(actor: Actor, case: SimulatedCase, *, seen: str | None, now: datetime) -> None:
    """Take the figures of the last run as the reference; an approval of the others is void for good.

    `seen` is when the run that the actor looked at was made (ISO 8601; None: it cannot be said). Raises `Refused` for a
    case that was not run, or was since, or gives nothing, or was run by the rules of another day than its own.
    """
    actor.require(Permission.SAVE)
    with audit.writing(actor, Verb.ACCEPTED):
        locked = SimulatedCase.objects.select_for_update().get(pk=case.pk)
        if locked.latest is None or locked.run_at is None:
            raise Refused("Este caso ainda não foi reexecutado.")
        if seen is not None and seen != locked.run_at.isoformat():
            raise Refused("Este caso foi reexecutado depois que você abriu a página: confira os valores e aceite.")
        if not locked.latest["sale"]:
            raise Refused("Este caso fala de registros que não existem mais: não há valores a aceitar.")
        day, own = locked.latest.get("on"), locked.sale().on
        if day is not None and day != own.isoformat():
            raise Refused(f"A última execução usou regras de outro dia. Reexecute com as de {own:%d/%m/%Y} e aceite.")
        locked.reference = {part: locked.latest[part] for part in ("sale", "lines")}
        locked.differences = 0
        locked.save(update_fields=["reference", "differences"])
        void_if_changed(actor, locked.company_id, SUBJECT, locked.pk, now=now)


def delete_case(actor: Actor, case: SimulatedCase, *, now: datetime) -> None:
    """Remove a kept sale; a request about it, and its approval, are void."""
    actor.require(Permission.SAVE)
    pk = case.pk
    with audit.writing(actor, Verb.DELETED):
        case.delete()
        void_if_changed(actor, actor.company_id, SUBJECT, pk, now=now)
