"""What the catalogue refuses, each in a sentence for the person."""

from collections.abc import Mapping


class Refused(Exception):
    """`sentence` says what was refused and what to do; `field` names the form field it is about, or is empty."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class EditConflict(Refused):
    """Somebody else changed the same fields meanwhile. `theirs` is what they are now, as texts by field."""

    def __init__(self, fields: tuple[str, ...], theirs: Mapping[str, str]) -> None:
        super().__init__("Outra pessoa alterou este produto enquanto você editava.")
        self.fields = fields
        self.theirs = theirs
