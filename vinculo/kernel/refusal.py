"""How a rule, an action or an engine says no to a person."""


class Refused(Exception):
    """`sentence` says, in Portuguese, what was refused and what to do about it; it is also the text of the exception.

    `field` names the form field the refusal is about, and is "" when it is about the whole. A subclass that always says
    the same has them as class attributes.
    """

    sentence = "Não foi possível concluir."
    field = ""

    def __init__(self, sentence: str = "", *, field: str = "") -> None:
        self.sentence = sentence or self.sentence
        self.field = field or self.field
        super().__init__(self.sentence)
