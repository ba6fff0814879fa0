"""What an edit-conflict dialog shows: two people changed the same record."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field as the person typed it, as someone else saved it meanwhile, as both found it. Texts, ready to show."""

    name: str
    label: str
    mine: str
    theirs: str
    original: str
