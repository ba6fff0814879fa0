"""The one write of the audit that is not a trigger's: rows that left the product."""

from collections.abc import Mapping

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Export
from vinculo.foundation.audit.origin import current_origin


def log_export(actor: Actor, list_key: str, title: str, parameters: Mapping[str, object], rows: int) -> Export:
    """Record that `actor` took `rows` rows of a list; `parameters` are the filters, fit for JSON."""
    return Export.objects.create(
        company_id=actor.company_id,
        actor_id=actor.user_id,
        list_key=list_key,
        title=title,
        parameters=dict(parameters),
        rows=rows,
        address=current_origin().address,
    )
