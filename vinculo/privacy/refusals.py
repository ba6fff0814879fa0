"""Why a request or an erasure is refused, in sentences."""


class Refused(Exception):
    """`field` names the form field it is about, or is empty."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
