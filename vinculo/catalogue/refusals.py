"""What the catalogue refuses, each in a sentence for the person."""

from collections.abc import Mapping

from vinculo.kernel import refusal


class Refused(refusal.Refused):
    """A refusal of this room."""


class EditConflict(Refused):
    """Somebody else changed the same fields meanwhile. `theirs` is what they are now, as texts by field."""

    def __init__(self, fields: tuple[str, ...], theirs: Mapping[str, str]) -> None:
        super().__init__("Outra pessoa alterou este produto enquanto você editava.")
        self.fields = fields
        self.theirs = theirs
