"""What the simulator refuses, each in a sentence for the person."""


class Refused(Exception):
    """`sentence` says what was refused and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
