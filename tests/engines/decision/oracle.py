"""The slow, obviously right matcher: reads every row, and says what behaviour 5.1 says."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from vinculo.engines.decision import Fact, Kind, Row


def matches(kind: Kind, row: Row, facts: Mapping[str, Fact], on: date) -> bool:
    """Active, valid on the day, and every filled key equals the sale's value."""
    if not row.active:
        return False
    if row.valid_from is not None and on < row.valid_from:
        return False
    if row.valid_to is not None and on >= row.valid_to:
        return False
    for key in kind.keys:
        wanted = row.keys.get(key.name)
        if not wanted:
            continue
        fact = facts.get(key.name)
        if fact is None:
            return False
        if key.decimals is not None:
            lower, _, upper = wanted.partition("..")
            figure = Decimal(str(fact)).quantize(Decimal(1).scaleb(-key.decimals), ROUND_HALF_UP)
            if (lower and figure < Decimal(lower)) or (upper and figure > Decimal(upper)):
                return False
        elif isinstance(fact, tuple):
            if wanted not in fact:
                return False
        elif wanted != fact:
            return False
    return True


def decide(kind: Kind, rows: Sequence[Row], facts: Mapping[str, Fact], on: date) -> tuple[int, list[int]]:
    """The score and the ids of the best rows: none, one, or those that tie."""
    weights = {key.name: key.weight for key in kind.keys}
    found = [row for row in rows if matches(kind, row, facts, on)]
    if not found:
        return 0, []
    scores = {row.id: sum(weights[name] for name, value in row.keys.items() if value) for row in found}
    best = max(scores.values())
    found = [row for row in found if scores[row.id] == best]
    latest = max(row.valid_from or date.min for row in found)
    return best, sorted(row.id for row in found if (row.valid_from or date.min) == latest)
