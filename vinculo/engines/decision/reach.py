"""Where a matrix decides: days and figures as a box with a side for each, and the parts of it that no row serves."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from vinculo.engines.decision import bands
from vinculo.engines.decision.kinds import Key, Kind
from vinculo.engines.decision.rows import Decision, Fact, Row
from vinculo.engines.decision.table import Table

# The side of the days, in ordinals; the other sides are bands by name of key, in units of their last decimal.
DAY: Final = ""
# Answers that are told of one side.
MOST_STRETCHES: Final = 200
FIRST_DAY: Final = date.min.toordinal()
LAST_DAY: Final = date.max.toordinal()

Side = tuple[int, int]
"""The ends of a side, both included."""
Box = Mapping[str, Side]


class Reach:
    """Looks a table up over whole boxes. `facts` are what is known besides the sides of the box."""

    def __init__(self, table: Table) -> None:
        self.table, self.kind = table, table.kind
        self._rows = {row.id: row for row in table.rows}
        self._extents: dict[int, dict[str, Side]] = {}
        self._starts: dict[str, list[int]] = {}

    def extent(self, row: Row) -> dict[str, Side]:
        """The days and the figures of the filled bands of a row of the table."""
        known = self._extents.get(row.id)
        if known is None:
            known = self._extents[row.id] = extent(self.kind, row)
        return known

    def decide(self, facts: Mapping[str, Fact], box: Box) -> Decision:
        """The answer at the least corner of a box."""
        figures = {
            name: figure(low, self.kind.key_by_name[name].decimals or 0)
            for name, (low, _) in box.items()
            if name != DAY
        }
        return self.table.decide({**facts, **figures}, date.fromordinal(box[DAY][0]))

    def uncovered(
        self, facts: Mapping[str, Fact], box: Box, covers: Callable[[Decision], bool], *, most: int
    ) -> Iterator[Box]:
        """The parts of a box whose answer does not satisfy `covers`, from the least corner on.

        After `most` look-ups what was not looked at yet counts as uncovered. A part is as large as one look-up can
        tell: parts side by side may be one.
        """
        waiting = [box]
        for _ in range(most):
            if not waiting:
                return
            part = waiting.pop()
            decision = self.decide(facts, part)
            if covers(decision):
                known = self._served_by(decision, part)
            else:
                known = {name: (low, min(high, self._next_start(name, low) - 1)) for name, (low, high) in part.items()}
                yield known
            waiting += reversed(_rest(part, known))
        yield from reversed(waiting)

    def _served_by(self, decision: Decision, part: Box) -> Box:
        """The part of a box that the rows of an answer serve."""
        rows = [decision.row] if decision.row else []
        if decision.problem:
            rows = [self._rows[number] for number in decision.problem.rows]
        sides = [self.extent(row) for row in rows]
        return {
            name: (low, min([high, *(side[name][1] for side in sides if name in side)]))
            for name, (low, high) in part.items()
        }

    def _next_start(self, name: str, after: int) -> int:
        """Where the next row of the table begins on a side."""
        if name not in self._starts:
            sides = (self.extent(row) for row in self.table.rows if row.active)
            self._starts[name] = sorted({side[name][0] for side in sides if name in side})
        starts = self._starts[name]
        place = bisect_right(starts, after)
        return starts[place] if place < len(starts) else bands.FAR + 1


def extent(kind: Kind, row: Row) -> dict[str, Side]:
    """The days and the figures of the filled bands of a row."""
    sides = {
        DAY: (
            row.valid_from.toordinal() if row.valid_from else FIRST_DAY,
            row.valid_to.toordinal() - 1 if row.valid_to else LAST_DAY,
        )
    }
    for key in kind.bands:
        if text := row.keys.get(key.name):
            sides[key.name] = _side(key, text)
    return sides


def meeting(one: Box, other: Box) -> dict[str, Side] | None:
    """What two boxes have in common, a side that only one has being that one's; None when they do not meet."""
    both = {**one, **other}
    for name in one.keys() & other.keys():
        (low, high), (below, above) = one[name], other[name]
        both[name] = max(low, below), min(high, above)
        if both[name][0] > both[name][1]:
            return None
    return both


def joined(boxes: Iterable[Box], along: str) -> list[dict[str, Side]]:
    """Boxes that follow one another along a side, and are equal on the others, as one."""
    found: list[dict[str, Side]] = []
    ending: dict[tuple[object, ...], dict[str, Side]] = {}
    for box in boxes:
        others = tuple(side for name, side in box.items() if name != along)
        known = ending.pop((box[along][0] - 1, others), None)
        if known is None:
            known = dict(box)
            found.append(known)
        known[along] = (known[along][0], box[along][1])
        ending[box[along][1], others] = known
    return found


Stretch = tuple[Side, Decision]
"""Where on a side an answer holds, and the answer."""


def stretches(
    table: Table, facts: Mapping[str, Fact], on: date, name: str, side: Side, rows: Iterable[Row]
) -> list[Stretch]:
    """The answers along a side, in order; `rows` are those that might decide there. At most `MOST_STRETCHES`."""
    turns = {side[0]}
    for row in rows:
        if (own := extent(table.kind, row).get(name)) is not None:
            turns |= {turn for turn in (own[0], own[1] + 1) if side[0] < turn <= side[1]}
    starts = sorted(turns)
    ends = [*(start - 1 for start in starts[1:]), side[1]]
    found = []
    for low, high in list(zip(starts, ends, strict=True))[:MOST_STRETCHES]:
        if name == DAY:
            decision = table.decide(facts, date.fromordinal(low))
        else:
            decision = table.decide({**facts, name: figure(low, table.kind.key_by_name[name].decimals or 0)}, on)
        found.append(((low, high), decision))
    return found


def runs(sides: Iterable[Side]) -> list[Side]:
    """Ordered sides, those that touch as one."""
    found: list[Side] = []
    for low, high in sides:
        if found and found[-1][1] + 1 == low:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found


def nearest(sides: Iterable[Side], given: int | None) -> Side | None:
    """The side nearest to a figure, the first where none is given."""
    return min(
        sides, key=lambda side: max(side[0] - given, given - side[1], 0) if given is not None else 0, default=None
    )


def whole_side(key: Key) -> Side:
    """Every figure a band may be asked about."""
    return (-bands.FAR if key.is_signed else 0), bands.FAR


def open_ended(key: Key, side: Side, text: str = "..") -> Side:
    """A side as it is said: without the lower end where the band it is a part of has none."""
    low, high = side
    whole = _side(key, text)
    return (bands.bounds(text, key.decimals or 0)[0] if low == whole[0] else low), high


def figure(units: int, decimals: int) -> Decimal:
    """A figure from units of its last decimal."""
    return Decimal(units).scaleb(-decimals)


def _side(key: Key, text: str) -> Side:
    """A band without a lower end begins at zero where the figure cannot be less."""
    low, high = bands.bounds(text, key.decimals or 0)
    return (min(0, high) if low <= -bands.FAR and not key.is_signed else low), high


def _rest(part: Box, known: Box) -> list[Box]:
    """What is left of a box without the part of it that begins at its least corner."""
    rest: list[Box] = []
    cut = dict(part)
    for name, (low, high) in part.items():
        if known[name][1] < high:
            rest.append({**cut, name: (known[name][1] + 1, high)})
        cut[name] = (low, known[name][1])
    return rest
