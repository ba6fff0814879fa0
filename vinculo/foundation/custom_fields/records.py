"""Which record types may have fields of the company's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """Part of the records of a type that has fields of its own, such as natural persons."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class CustomizedRecord:
    """`key` names the record type (`customers.party`), `label` says it in the plural ("Clientes").

    `own_audiences(company_id)` are those that each company makes, such as its classes of product.
    """

    key: str
    label: str
    audiences: Sequence[Audience] = ()
    own_audiences: Callable[[int], Sequence[Audience]] | None = None

    def audiences_of(self, company_id: int) -> list[Audience]:
        return [*self.audiences, *(self.own_audiences(company_id) if self.own_audiences else ())]


_records: dict[str, CustomizedRecord] = {}


def register_record(record: CustomizedRecord) -> None:
    _records[record.key] = record


def customized_records() -> list[CustomizedRecord]:
    return sorted(_records.values(), key=lambda record: record.label)


def customized_record(key: str) -> CustomizedRecord | None:
    return _records.get(key)
