"""Making, changing, ordering and retiring the company's own fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError
from django.db.models import Max
from django.db.models.deletion import ProtectedError

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.custom_fields.models import CustomField
from vinculo.foundation.custom_fields.permissions import Permission
from vinculo.kernel.refusal import Refused


class FieldRefused(Refused):
    """The field cannot be so."""


_NAMESAKE = "Já há um campo com esse nome."


def create_field(actor: Actor, record: str, values: Mapping[str, Any]) -> CustomField:
    """A new field, last in order. `FieldRefused` for a name its audience already sees."""
    actor.require(Permission.MANAGE)
    _refuse_namesake(CustomField(company_id=actor.company_id, record=record, **values))
    last = CustomField.objects.filter(company_id=actor.company_id, record=record).aggregate(last=Max("position"))
    try:
        with audit.writing(actor, "custom_fields.created"):
            return CustomField.objects.create(
                company_id=actor.company_id, record=record, position=(last["last"] or 0) + 1, **values
            )
    except IntegrityError as error:
        raise FieldRefused(_NAMESAKE) from error


def edit_field(actor: Actor, field: CustomField, values: Mapping[str, Any]) -> None:
    """`FieldRefused` for a name its audience already sees. Answers outside a shortened list stay as they are."""
    actor.require(Permission.MANAGE)
    for name, value in values.items():
        setattr(field, name, value)
    _refuse_namesake(field)
    try:
        with audit.writing(actor, "custom_fields.edited"):
            field.save(update_fields=list(values))
    except IntegrityError as error:
        raise FieldRefused(_NAMESAKE) from error


def _refuse_namesake(field: CustomField) -> None:
    """A field for everybody meets the fields of each audience; capitals make no other name."""
    others = CustomField.objects.filter(
        company_id=field.company_id, record=field.record, label__iexact=field.label, is_active=True
    ).exclude(pk=field.pk)
    if field.audience:
        others = others.filter(audience__in=("", field.audience))
    if others.exists():
        raise FieldRefused(_NAMESAKE)


def set_active(actor: Actor, field: CustomField, *, is_active: bool) -> None:
    """A field no longer asked keeps its answers. `FieldRefused` for one that would be asked beside a namesake."""
    actor.require(Permission.MANAGE)
    if is_active:
        _refuse_namesake(field)
    with audit.writing(actor, "custom_fields.activated" if is_active else "custom_fields.deactivated"):
        CustomField.objects.filter(pk=field.pk).update(is_active=is_active)


def reorder(actor: Actor, record: str, ids: Sequence[int]) -> None:
    """The fields of the record type in the order of `ids`."""
    actor.require(Permission.MANAGE)
    places = {pk: place for place, pk in enumerate(ids, start=1)}
    with audit.writing(actor, "custom_fields.reordered"):
        rows = list(CustomField.objects.select_for_update().filter(company_id=actor.company_id, record=record))
        for row in rows:
            row.position = places.get(row.pk, row.position)
        CustomField.objects.bulk_update(rows, ["position"])


def delete_field(actor: Actor, field: CustomField) -> None:
    """`FieldRefused` once somebody answered it: then it can only be retired."""
    actor.require(Permission.MANAGE)
    try:
        with audit.writing(actor, "custom_fields.deleted"):
            field.delete()
    except ProtectedError as error:
        raise FieldRefused("Este campo já tem respostas. Inative-o: ele deixa de ser perguntado.") from error
