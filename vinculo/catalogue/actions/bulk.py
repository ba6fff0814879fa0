"""Changes of many products at once, and the way back from them, both set by set."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q

from vinculo.catalogue.actions.breaches import told
from vinculo.catalogue.actions.products import require_for
from vinculo.catalogue.models import Product
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.refusals import Refused
from vinculo.catalogue.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor

# The columns that are changed in bulk, with their types: what an undo may give back.
_COLUMNS = {
    "line_id": "bigint",
    "brand_id": "bigint",
    "product_class_id": "bigint",
    "fiscal_group_id": "bigint",
    "status": "text",
    "block_reason": "text",
    "maximum_discount": "numeric",
}
# Each product gets back what it had, where nobody changed it since.
_GIVE_BACK = """
    update catalogue_product product set {columns}, updated_at = %(now)s, version = product.version + 1
    from audit_change change
    where change.transaction_key = any(%(keys)s) and change.table_name = 'catalogue_product' and change.operation = 'U'
        and change.row_id = product.id and product.company_id = %(company)s and change.actor_id = %(actor)s
        and change.verb = %(verb)s
        and {untouched}
"""


def change_many(
    actor: Actor, ids: Collection[int], values: Mapping[str, Any], *, now: datetime, reason: str = ""
) -> tuple[int, int]:
    """Gives products the same values of some fields; (how many changed, the key of the change).

    Fields of `Product`, foreign keys as records. `Refused` when the database does not accept a value.
    """
    if "status" in values:
        actor.require(Permission.BLOCK)
        if values["status"] == Product.Status.BLOCKED and not values.get("block_reason"):
            raise Refused("Diga por que os produtos ficam bloqueados.", field="reason")
    else:
        require_for(actor, list(values))
    with told(), audit.writing(actor, Verb.BULK_EDITED, reason=reason):
        differs = Q()
        for name, value in values.items():
            differs |= Q(**{f"{name}__isnull": True}) | ~Q(**{name: value}) if value is not None else ~Q(**{name: None})
        rows = Product.objects.visible_to(actor).filter(differs, pk__in=ids)
        changed = rows.update(**values, updated_at=now, version=F("version") + 1)
        return changed, audit.transaction_key()


def undo_change(actor: Actor, keys: Sequence[int], *, now: datetime) -> int:
    """Gives products back what changes of the actor took, where nobody changed it since; how many got it back."""
    columns = ", ".join(
        f"{name} = case when change.before ? '{name}' then (change.before->>'{name}')::{kind} else product.{name} end"
        for name, kind in _COLUMNS.items()
    )
    untouched = " and ".join(
        f"(not change.after ? '{name}' or product.{name} is not distinct from (change.after->>'{name}')::{kind})"
        for name, kind in _COLUMNS.items()
    )
    inputs: dict[str, Any] = {
        "now": now,
        "keys": list(keys),
        "company": actor.company_id,
        "actor": actor.user_id,
        "verb": Verb.BULK_EDITED.value,
    }
    with told(), audit.writing(actor, Verb.BULK_UNDONE), connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK.format(columns=columns, untouched=untouched), inputs)
        given_back: int = cursor.rowcount
    return given_back
