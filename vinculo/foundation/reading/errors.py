class UnusableFile(Exception):
    """The file as a whole cannot be imported. `sentence` tells a person why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
