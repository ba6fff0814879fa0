"""The levels of the company and who answers for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError

from vinculo.approvals import defaults
from vinculo.approvals.models import Level, LevelHolder
from vinculo.approvals.permissions import Permission
from vinculo.approvals.refusals import ApprovalRefused
from vinculo.engines.decision import Row
from vinculo.foundation import audit, clock
from vinculo.foundation.access import Actor
from vinculo.matrices.actions import publish_rows
from vinculo.organization.models import Establishment, Role, User


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers for a level: a role or a person, at an establishment or at all (None)."""

    role_id: int | None = None
    user_id: int | None = None
    establishment_id: int | None = None


def create_default_levels(company_id: int) -> None:
    """Give a new company levels, who answers for them, and limits; a company that has any keeps its own."""
    if Level.objects.filter(company_id=company_id).exists():
        return
    roles = dict(Role.objects.filter(company_id=company_id).values_list("code", "pk"))
    with audit.writing(None, "approvals.levels.created"):
        for number, name, role in defaults.LEVELS:
            level = Level.objects.create(company_id=company_id, number=number, name=name)
            if role in roles:
                LevelHolder.objects.create(level=level, role_id=roles[role])
        rows = [
            _row(line, criterion, number, limit)
            for line, (criterion, number, limit) in enumerate(_default_limits(), start=1)
        ]
        publish_rows(
            None,
            "approval_limit",
            rows,
            valid_from=None,
            reason=defaults.REASON,
            now=clock.now(),
            company_id=company_id,
        )


def save_level(actor: Actor, level: Level, name: str, holders: Iterable[Holder]) -> Level:
    """Add a level at the top, or rename one, with exactly these holders. Raises `ApprovalRefused`."""
    actor.require(Permission.MANAGE)
    kept = list(dict.fromkeys(holders))
    _require_of_company(actor, kept)
    with audit.writing(actor, "approvals.level.saved"):
        if level.pk is None:
            last = Level.objects.filter(company_id=actor.company_id).order_by("-number").first()
            level.company_id, level.number = actor.company_id, last.number + 1 if last else 1
        else:
            Level.objects.select_for_update().get(pk=level.pk)  # of two people the second meets the work of the first
        level.name = name
        try:
            level.save()
        except IntegrityError as error:
            raise ApprovalRefused("Outra pessoa acabou de criar este nível; recarregue a página.") from error
        present = {Holder(each.role_id, each.user_id, each.establishment_id): each.pk for each in level.holders.all()}
        level.holders.filter(pk__in=[pk for holder, pk in present.items() if holder not in kept]).delete()
        LevelHolder.objects.bulk_create(
            LevelHolder(
                level=level,
                role_id=holder.role_id,
                user_id=holder.user_id,
                establishment_id=holder.establishment_id,
            )
            for holder in kept
            if holder not in present
        )
    return level


def _default_limits() -> Iterable[tuple[str, int, object]]:
    for criterion, limits in defaults.LIMITS.items():
        for number, limit in enumerate(limits):
            yield criterion, number, limit


def _row(line: int, criterion: str, number: int, limit: object) -> Row:
    results = {"unlimited": True} if limit is None else {"limit": limit}
    return Row(line, {"level": str(number), "criterion": criterion}, results)


def _require_of_company(actor: Actor, holders: Iterable[Holder]) -> None:
    for holder in holders:
        if (holder.role_id is None) == (holder.user_id is None):
            raise ApprovalRefused("Escolha um perfil ou uma pessoa.")
        known = (
            (Role, holder.role_id),
            (User, holder.user_id),
            (Establishment, holder.establishment_id),
        )
        for model, pk in known:
            if pk is not None and not model.objects.filter(pk=pk, company_id=actor.company_id).exists():
                raise ApprovalRefused("Quem responde por um nível é da própria empresa.")
