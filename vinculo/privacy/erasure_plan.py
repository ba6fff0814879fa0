"""What would go and what would stay if a person were erased now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from vinculo.customers.models import Address, Party, StateRegistration
from vinculo.foundation import personal_data
from vinculo.foundation.personal_data import Fate, Retention, Trace
from vinculo.privacy.holdings import all_held

# What identifies a customer on fiscal papers, and what is said of it while the law asks for them.
_IDENTIFYING: Mapping[type[models.Model], str] = {
    Address: "O principal fica bloqueado enquanto a lei mandar.",
    StateRegistration: "Ficam bloqueadas enquanto a lei mandar.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A table's rows, or those of a trace, and what becomes of them; `why` for those that stay."""

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
    retained = personal_data.retentions(party.company_id, party.pk, now)
    stays = _IDENTIFYING if retained else {}
    parts = [
        Part(
            held.holding.label,
            held.rows(party.pk).count(),
            held.holding.fate,
            stays.get(held.model, held.holding.why),
        )
        for held in all_held()
    ]
    parts += [_of_trace(trace, party) for trace in personal_data.traces()]
    return ErasurePlan([part for part in parts if part.rows], retained)


def _of_trace(trace: Trace, party: Party) -> Part:
    fate = Fate.DELETE if trace.erase else Fate.KEEP
    return Part(trace.label, len(trace.find(party.company_id, party.pk)), fate, trace.why)
