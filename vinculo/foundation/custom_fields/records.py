"""Which record types may have fields of the company's own."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """Part of the records of a type that has fields of its own, such as natural persons."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class CustomizedRecord:
    """`key` names the record type (`customers.party`), `label` says it in the plural ("Clientes")."""

    key: str
    label: str
    audiences: Sequence[Audience] = ()


_records: dict[str, CustomizedRecord] = {}


def register_record(record: CustomizedRecord) -> None:
    _records[record.key] = record


def customized_records() -> list[CustomizedRecord]:
    return sorted(_records.values(), key=lambda record: record.label)


def customized_record(key: str) -> CustomizedRecord | None:
    return _records.get(key)
