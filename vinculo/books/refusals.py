"""What a book refuses, each in a sentence for the person."""


class Refused(Exception):
    """`sentence` says what was refused and what to do; `field` names the form field it is about, or is empty."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class AlreadyThere(Refused):
    """A row with the same keys is already in the book."""


class ChangedMeanwhile(Refused):
    """Somebody else wrote the row after the person had opened it."""


class InUse(Refused):
    """The row is used elsewhere and can only be taken out of use."""


class Impossible(Refused):
    """Figures that cannot be together."""
