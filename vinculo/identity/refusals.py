"""What this room refuses, each in a sentence for the person."""

from vinculo.kernel import refusal


class Refused(refusal.Refused):
    """A refusal of this room. `field` is the choice it is about."""


class GoneAlready(Refused):
    """One of the two records was merged or removed meanwhile. `survivor_id` is where it went, if known."""

    def __init__(self, sentence: str, *, survivor_id: int | None = None) -> None:
        super().__init__(sentence)
        self.survivor_id = survivor_id


class CannotMerge(Refused):
    """The two records cannot become one as chosen."""


class CannotUnmerge(Refused):
    """The merge cannot be taken back; nothing was changed."""
