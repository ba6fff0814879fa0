"""What a book refuses, each in a sentence for the person."""

from vinculo.kernel import refusal


class Refused(refusal.Refused):
    """A refusal of this room."""


class AlreadyThere(Refused):
    """A row with the same keys is already in the book."""


class ChangedMeanwhile(Refused):
    """Somebody else wrote the row after the person had opened it."""


class InUse(Refused):
    """The row is used elsewhere and can only be taken out of use."""


class Impossible(Refused):
    """Figures that cannot be together."""
