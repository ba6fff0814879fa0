"""What the registry refuses, each in a sentence for the person."""

from datetime import datetime

from vinculo.customers.lookalikes import Lookalike
from vinculo.customers.particulars import ComplementEntry, Particulars
from vinculo.customers.rules import Disagreement
from vinculo.kernel import refusal


class Refused(refusal.Refused):
    """A refusal of this room."""


class DocumentTaken(Refused):
    """Another active record has the document. `holder_id` is that record."""

    def __init__(self, sentence: str, *, holder_id: int) -> None:
        super().__init__(sentence, field="document")
        self.holder_id = holder_id


class Unfit(Refused):
    """The record is not in a state that allows this."""


class Locked(Refused):
    """A field that the person's role may not change (R-9)."""


class AlreadyThere(Refused):
    """The same telephone, e-mail or external code is already kept."""


class LookalikesFound(Refused):
    """Records that probably are the same person wait for a conscious answer."""

    def __init__(self, lookalikes: tuple[Lookalike, ...]) -> None:
        super().__init__("Há cadastros parecidos. Confira cada um e diga se não é a mesma pessoa.")
        self.lookalikes = lookalikes


class EditConflict(Refused):
    """Someone else saved the same fields meanwhile. `theirs` is the record as it now is, with its `version`."""

    def __init__(
        self, disagreements: tuple[Disagreement, ...], theirs: Particulars, *, version: int, by: str, at: datetime
    ) -> None:
        super().__init__(f"{by} alterou este cadastro enquanto você editava.")
        self.disagreements = disagreements
        self.theirs = theirs
        self.version = version
        self.by = by
        self.at = at


class ComplementConflict(Refused):
    """Someone else saved the same complementary fields meanwhile. `theirs` is how they now are."""

    def __init__(self, disagreements: tuple[Disagreement, ...], theirs: ComplementEntry) -> None:
        super().__init__("Outra pessoa alterou os mesmos dados complementares enquanto você editava.")
        self.disagreements = disagreements
        self.theirs = theirs
