"""The fields of two records, side by side, of which a person chooses one of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import models

from vinculo.customers.models import Party
from vinculo.customers.rules import shown_document

# What is not chosen: keys, what the product keeps itself, and what follows from other choices.
_NOT_CHOSEN: Final = frozenset(
    {
        "id",
        "company",
        "version",
        "created_at",
        "updated_at",
        "anonymized_at",
        "stage",
        "is_active",
        "establishment",
        "team",
    }
)
# Fields that only make sense together: a portfolio is an owner at a place.
_TOGETHER: Final[Mapping[str, tuple[str, ...]]] = {
    "owner": ("owner_id", "establishment_id", "team_id"),
    "document": ("document", "kind"),
}
_WITH_ANOTHER: Final = frozenset({"kind"})


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both records, in words; `lacking` is the side ("one", "other" or "") that says nothing."""

    name: str
    label: str
    one: str
    other: str
    lacking: str

    def proposed(self, survivor: str) -> str:
        """The side to propose when `survivor` stays: its own, unless it says nothing."""
        if self.lacking == survivor:
            return "other" if survivor == "one" else "one"
        return survivor

    @property
    def differs(self) -> bool:
        return self.one != self.other


def choosable_fields() -> list["models.Field[Any, Any]"]:
    """The party's own fields, whichever there are, that a merge may take from either record."""
    return [
        field
        for field in Party._meta.concrete_fields
        if not field.generated and field.name not in _NOT_CHOSEN | _WITH_ANOTHER
    ]


def columns_of_choice(name: str) -> tuple[str, ...]:
    """The columns a chosen field stands for."""
    field = next(each for each in choosable_fields() if each.name == name)
    return _TOGETHER.get(name, (str(field.attname),))


def field_pairs(one: Party, other: Party, *, documents_in_full: bool) -> list[FieldPair]:
    """Each field of both; what one of them lacks is proposed from the other."""
    pairs = []
    for field in choosable_fields():
        mine, theirs = getattr(one, field.attname), getattr(other, field.attname)
        pairs.append(
            FieldPair(
                name=field.name,
                label=str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:],
                one=_words(one, field, documents_in_full=documents_in_full),
                other=_words(other, field, documents_in_full=documents_in_full),
                lacking=_lacking(mine, theirs),
            )
        )
    return pairs


def _lacking(mine: object, theirs: object) -> str:
    if _is_empty(mine) == _is_empty(theirs):
        return ""
    return "one" if _is_empty(mine) else "other"


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value is False


def _words(party: Party, field: "models.Field[Any, Any]", *, documents_in_full: bool) -> str:
    value = getattr(party, field.attname)
    match value:
        case None | "":
            return ""
        case _ if field.name == "document":
            return shown_document(str(value), in_full=documents_in_full)
        case bool():
            return "Sim" if value else "Não"
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
    if isinstance(field, models.ForeignKey):
        whose = str(getattr(party, field.name))
        return f"{whose} · {party.establishment}" if field.name == "owner" else whose
    return str(dict(field.flatchoices).get(value, value))
