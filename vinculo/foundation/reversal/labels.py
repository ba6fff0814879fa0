"""The names of records known by their type and id."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps

from vinculo.foundation.audit.records import record_label

_LONGEST = 200


def labels_of(records: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What each record calls itself; one query for each type."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for root_type, root_id in records:
        wanted[root_type].add(root_id)
    found = {}
    for root_type, ids in wanted.items():
        rows = apps.get_model(root_type)._default_manager.in_bulk(list(ids))
        for root_id in ids:
            name = str(rows[root_id]) if root_id in rows else ""
            found[root_type, root_id] = (name or f"{record_label(root_type)} nº {root_id}")[:_LONGEST]
    return found
