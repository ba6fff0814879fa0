"""What would go and what would stay if a person were erased now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vinculo.customers.models import Party
from vinculo.foundation import personal_data
from vinculo.foundation.personal_data import Fate, Retention
from vinculo.privacy.holdings import all_held


@dataclass(frozen=True, slots=True)
class Part:
    """A table's rows and what becomes of them; `why` for those that stay."""

    label: str
    rows: int
    fate: Fate
    why: str


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """`retained` is what the law keeps for now: with it, the person's identification stays, blocked, until then."""

    parts: Sequence[Part]
    retained: Sequence[Retention]

    @property
    def is_partial(self) -> bool:
        return bool(self.retained)


def plan_of(party: Party, *, now: datetime) -> ErasurePlan:
    """Counts each table's rows; one query each."""
    parts = [
        Part(held.holding.label, held.rows(party.pk).count(), held.holding.fate, held.holding.why)
        for held in all_held()
    ]
    retained = personal_data.retentions(party.company_id, party.pk, now)
    return ErasurePlan([part for part in parts if part.rows], retained)
