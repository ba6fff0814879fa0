from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, Model, ProtectedError

from vinculo.cases import defaults
from vinculo.cases.permissions import Permission
from vinculo.cases.refusals import EntryInUse
from vinculo.cases.tables import (
    CaseNature,
    CaseSubject,
    CaseType,
    Channel,
    ClosingReason,
    ContactAction,
    ContactResult,
    Media,
)
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.organization.tables import CompanyTable


def create_default_tables(company_id: int) -> None:
    """Fill the tables of a company that has none yet; a company that has any keeps its own."""
    if CaseType.objects.filter(company_id=company_id).exists():
        return
    with audit.writing(None, "cases.tables.created"):
        for table, names in (
            (CaseType, defaults.TYPES),
            (Media, defaults.MEDIA),
            (Channel, defaults.CHANNELS),
        ):
            for position, name in enumerate(names):
                table._default_manager.create(company_id=company_id, name=name, position=position)
        for position, (name, reached) in enumerate(defaults.RESULTS):
            ContactResult.objects.create(company_id=company_id, name=name, position=position, reached_party=reached)
        _create_linked_tables(company_id)


def _create_linked_tables(company_id: int) -> None:
    natures = {
        name: CaseNature.objects.create(company_id=company_id, name=name, position=position, is_sale=is_sale)
        for position, (name, is_sale) in enumerate(defaults.NATURES)
    }
    actions = {
        name: ContactAction.objects.create(company_id=company_id, name=name, position=position, icon=icon)
        for position, (name, icon) in enumerate(defaults.ACTIONS)
    }
    for position, (name, linked) in enumerate(defaults.SUBJECTS):
        subject = CaseSubject.objects.create(company_id=company_id, name=name, position=position)
        subject.natures.set([natures[nature] for nature in linked])
    for position, (name, outcome, linked, asked_by) in enumerate(defaults.REASONS):
        reason = ClosingReason.objects.create(company_id=company_id, name=name, position=position, outcome=outcome)
        reason.natures.set([natures[nature] for nature in linked])
        reason.actions.set([actions[action] for action in asked_by])


def save_entry(
    actor: Actor, entry: CompanyTable, values: Mapping[str, Any], links: Mapping[str, Sequence[Model]]
) -> CompanyTable:
    """Add an entry (at the end of its table) or change one. `links` are the many-to-many fields, by name."""
    actor.require(Permission.MANAGE_TABLES)
    verb = "cases.table.entry_added" if entry.pk is None else "cases.table.entry_edited"
    with audit.writing(actor, verb):
        if entry.pk is None:
            entry.company_id = actor.company_id
            siblings = type(entry)._default_manager.filter(company_id=actor.company_id)
            last = siblings.aggregate(last=Max("position"))["last"]
            entry.position = 0 if last is None else last + 1
        for name, value in values.items():
            setattr(entry, name, value)
        entry.save()
        for name, linked in links.items():
            getattr(entry, name).set(linked)
    return entry


def set_entry_active(actor: Actor, entry: CompanyTable, *, is_active: bool) -> None:
    """Offer an entry again, or no longer; old records keep it either way."""
    actor.require(Permission.MANAGE_TABLES)
    with audit.writing(actor, "cases.table.entry_edited"):
        entry.is_active = is_active
        entry.save(update_fields=["is_active"])


def delete_entry(actor: Actor, entry: CompanyTable) -> None:
    """Remove an entry that was never used. Raises `EntryInUse`."""
    actor.require(Permission.MANAGE_TABLES)
    try:
        with audit.writing(actor, "cases.table.entry_deleted"):
            entry.delete()
    except ProtectedError as error:
        raise EntryInUse from error


def reorder(actor: Actor, table: type[CompanyTable], ids: Sequence[int]) -> None:
    """Give the entries of a table the order of `ids`; entries left out keep their places after them."""
    actor.require(Permission.MANAGE_TABLES)
    with audit.writing(actor, "cases.table.reordered"):
        rows = table._default_manager.filter(company_id=actor.company_id)
        entries = {entry.pk: entry for entry in rows.select_for_update().order_by("pk")}
        rest = sorted(set(entries) - set(ids), key=lambda pk: (entries[pk].position, entries[pk].name))
        ordered = [get_or_404(rows, pk) if pk not in entries else entries[pk] for pk in dict.fromkeys(ids)]
        for position, entry in enumerate([*ordered, *(entries[pk] for pk in rest)]):
            entry.position = position
        table._default_manager.bulk_update([*ordered, *(entries[pk] for pk in rest)], ["position"])
