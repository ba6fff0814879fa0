"""The way every identifier says no."""


class Refused(ValueError):
    """A typed identifier was refused. `sentence` tells a person, in Portuguese, which rule failed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
