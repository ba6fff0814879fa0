"""Reads of the fields a company made up."""

from collections.abc import Iterable, Mapping

from vinculo.foundation.access import Actor
from vinculo.foundation.custom_fields.models import CustomField, CustomValue
from vinculo.foundation.custom_fields.rules import Answer, Section, in_words


def fields_for(company_id: int, record: str, *audiences: str) -> list[CustomField]:
    """The fields asked of one record: those for everybody and those of the audiences it is in, in order."""
    return list(
        CustomField.objects.filter(audience__in=["", *audiences], company_id=company_id, record=record, is_active=True)
    )


def all_fields(actor: Actor, record: str) -> list[CustomField]:
    """Every field of the record type, also those no longer asked."""
    return list(CustomField.objects.filter(company_id=actor.company_id, record=record))


def answers(fields: Iterable[CustomField], values: Iterable[CustomValue]) -> list[Section]:
    """Each field with its answer in words, gathered by section in the order of the fields."""
    given: Mapping[int, object] = {value.field_id: value.value for value in values}
    sections: dict[str, list[Answer]] = {}
    for field in fields:
        words = in_words(field.kind, given.get(field.pk))
        answer = Answer(field.label, words, field.is_mandatory, field.is_printed)
        sections.setdefault(field.section, []).append(answer)
    return [Section(title, tuple(found)) for title, found in sections.items()]
