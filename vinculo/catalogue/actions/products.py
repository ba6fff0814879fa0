"""The product itself: registered, edited, copied, blocked and released."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from vinculo.catalogue import queries
from vinculo.catalogue.actions.breaches import told
from vinculo.catalogue.models import Product
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.refusals import EditConflict, Refused
from vinculo.catalogue.snapshots import Snapshot, snapshot, taken_of
from vinculo.catalogue.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404

FISCAL = frozenset({"ncm", "cest", "origin", "fiscal_group", "fiscal_category", "anvisa_registration"})


def create_product(actor: Actor, values: Mapping[str, Any], *, now: datetime, copied: bool = False) -> Product:
    """A new product of the company. `Refused` when its code or GTIN is taken, or a figure makes no sense."""
    actor.require(Permission.CREATE)
    with told(), audit.writing(actor, Verb.COPIED if copied else Verb.CREATED):
        product: Product = Product.objects.create(company_id=actor.company_id, created_at=now, updated_at=now, **values)
    return product


def edit_product(actor: Actor, pk: int, values: Mapping[str, Any], *, base: Snapshot, now: datetime) -> list[str]:
    """Writes the fields the person changed since `base`, keeping what others changed meanwhile; which were written.

    `EditConflict` when somebody else changed one of the same fields to something else; `Refused` as in creation.
    """
    with told(), audit.writing(actor, Verb.EDITED):
        current = get_or_404(Product.objects.visible_to(actor).select_for_update(of=("self",)), pk)
        mine, theirs = snapshot(values), taken_of(current, values)
        changed = [name for name in values if mine[name] != base[name] and mine[name] != theirs[name]]
        require_for(actor, changed)
        collisions = tuple(name for name in changed if theirs[name] != base[name])
        if collisions:
            raise EditConflict(collisions, theirs)
        if not changed:
            return []
        _refuse_kit_inside_kit(current, values)
        for name in changed:
            setattr(current, name, values[name])
        current.updated_at = now
        current.version += 1
        current.save(update_fields=[*changed, "updated_at", "version"])
    return changed


def require_for(actor: Actor, names: Collection[str]) -> None:
    """Raise `NotAllowed` unless the actor may change each of the fields."""
    if FISCAL & set(names):
        actor.require(Permission.EDIT_FISCAL)
    if set(names) - FISCAL:
        actor.require(Permission.EDIT)


def set_status(actor: Actor, ids: Collection[int], status: str, *, reason: str, now: datetime) -> int:
    """Blocks, inactivates or releases those of the products that are not so yet; how many were.

    Released products whose GTIN another one took meanwhile are `Refused`.
    """
    actor.require(Permission.BLOCK)
    if status == Product.Status.BLOCKED and not reason.strip():
        raise Refused("Diga por que o produto fica bloqueado.", field="reason")
    with told(), audit.writing(actor, Verb.STATUS_CHANGED, reason=reason):
        rows = Product.objects.visible_to(actor).filter(pk__in=ids).exclude(status=status)
        why = reason.strip() if status == Product.Status.BLOCKED else ""
        return rows.update(status=status, block_reason=why, updated_at=now, version=F("version") + 1)


def _refuse_kit_inside_kit(current: Product, values: Mapping[str, Any]) -> None:
    if values.get("kit_mode") and not current.is_kit and current.component_of.exists():
        raise Refused("Este produto é componente de um kit, e um kit não entra em outro.", field="kit_mode")
    if "kit_mode" in values and not values["kit_mode"] and queries.kit_items(current).exists():
        raise Refused("Retire os componentes antes de desfazer o kit.", field="kit_mode")
