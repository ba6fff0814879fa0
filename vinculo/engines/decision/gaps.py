"""What a matrix leaves out: days between validities, figures between bands, codes left out of a closed list."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from vinculo.engines.decision.findings import Finding, Sort
from vinculo.engines.decision.reach import DAY, Box, Reach, Side, joined, meeting
from vinculo.engines.decision.rows import Decision, Fact, Row, Trouble
from vinculo.engines.decision.wording import Wording, band_words

Domains = Mapping[str, Collection[str]]
"""The whole list of codes of the keys that have a closed one, by name of key."""

# Of the days to come on which rows begin, so many are looked at besides the one asked for.
MOST_DAYS: Final = 12
# Look-ups in search of the holes of one box, besides four for each of its rows.
MOST_LOOK_UPS: Final = 200


class Gaps:
    """Finds the holes between rows that fill the same keys, where no other row serves either."""

    def __init__(self, reach: Reach, domains: Domains, on: date, wording: Wording) -> None:
        self.reach, self.kind = reach, reach.kind
        self.domains, self.on, self.wording = domains, on, wording
        self._told: set[tuple[object, ...]] = set()

    def find(self, by_fill: Mapping[frozenset[str], list[Row]]) -> Iterator[Finding]:
        for filled, rows in by_fill.items():
            exact = sorted(name for name in filled if not self.kind.key_by_name[name].is_band)
            for group in grouped(rows, exact).values():
                if len(group) > 1:
                    yield from self._in_time(group, exact)
                    yield from self._in_bands(group, exact, filled)
            for name in filled & self.domains.keys():
                for group in grouped(rows, sorted(filled - {name})).values():
                    yield from self._in_codes(group, name, exact)

    def _days(self, group: Sequence[Row]) -> Iterator[tuple[date, list[Row]]]:
        """The day asked for, and the next ones on which rows of a group begin, each with the rows valid on it."""
        later = sorted({row.valid_from for row in group if row.valid_from and row.valid_from > self.on})
        for day in (self.on, *later[:MOST_DAYS]):
            if current := [row for row in group if row.is_valid(day)]:
                yield day, current

    def _in_time(self, group: Sequence[Row], exact: Sequence[str]) -> Iterator[Finding]:
        """Days after a row and before a later one for some of the same figures. From the last row that ends, so that a
        hole is told of the row just before it."""
        if all(row.valid_to is None for row in group):
            return
        sides = sorted(((self.reach.extent(row), row) for row in group), key=lambda pair: pair[0][DAY])
        starts = [side[DAY][0] for side, _ in sides]
        for box, row in sorted(sides, key=lambda pair: -pair[0][DAY][1]):
            end = box[DAY][1]
            figures = {name: side for name, side in box.items() if name != DAY}
            later = [
                (side[DAY][0], other)
                for side, other in sides[bisect_right(starts, end + 1) :]
                if meeting(figures, {name: side[name] for name in figures}) is not None
            ]
            if not later:
                continue
            codes, hole = self._codes(row, exact), {DAY: (end + 1, later[-1][0] - 1), **figures}
            for found in joined(self._unserved(codes, hole, len(group)), DAY):
                after = next(other for start, other in later if start > found[DAY][1])
                if self._is_new(found, codes):
                    yield self._hole_in_time(row, after, found)

    def _hole_in_time(self, before: Row, after: Row, hole: Box) -> Finding:
        since, until = map(date.fromordinal, hole[DAY])
        days = f"no dia {since:%d/%m/%Y}" if since == until else f"de {since:%d/%m/%Y} a {until:%d/%m/%Y}"
        where = self.wording.where(before, box=hole)
        return Finding(
            Sort.GAP,
            (before.id, after.id),
            f"Nenhuma linha vale {days}, entre as linhas {before.id} e {after.id}{where}.",
        )

    def _in_bands(self, rows: Sequence[Row], exact: Sequence[str], filled: frozenset[str]) -> Iterator[Finding]:
        """Figures within the reach of the rows of equal codes, taken together, that none of them holds."""
        names = [key.name for key in self.kind.bands if key.name in filled]
        for day, group in self._days(rows) if names else ():
            if len(group) < 2:
                continue
            sides = [self.reach.extent(row) for row in group]
            whole = {
                name: (min(side[name][0] for side in sides), max(side[name][1] for side in sides)) for name in names
            }
            box, codes = {DAY: (day.toordinal(), day.toordinal()), **whole}, self._codes(group[0], exact)
            neighbours = {name: _Neighbours(name, sides, group) for name in names}
            for hole in joined(self._unserved(codes, box, len(group)), names[0]):
                figures = {name: side for name, side in hole.items() if name != DAY}
                if self._is_new(figures, codes):
                    yield self._hole_in_bands(neighbours, whole, figures, day)

    def _hole_in_bands(self, neighbours: Mapping[str, "_Neighbours"], whole: Box, hole: Box, day: date) -> Finding:
        """The hole by the first key it does not take whole, between the rows that stand at its sides."""
        keys = self.kind.key_by_name
        name = next((each for each in hole if hole[each] != whole[each]), next(iter(hole)))
        low, high = hole[name]
        one, other = neighbours[name].of(low, high)
        others = {each: side for each, side in hole.items() if each != name and side != whole[each]}
        when = f" em {day:%d/%m/%Y}" if day != self.on else ""
        return Finding(
            Sort.GAP,
            (one.id, other.id),
            f"{keys[name].label}: nenhuma linha serve para {band_words(keys[name], (low, high))}{when}, "
            f"entre as linhas {one.id} e {other.id}{self.wording.where(one, box=others)}.",
        )

    def _in_codes(self, rows: Sequence[Row], name: str, exact: Sequence[str]) -> Iterator[Finding]:
        """Codes of a closed list that are left out where most of their neighbours have a row."""
        for day, group in self._days(rows):
            present = {row.keys[name] for row in group}
            missing = [code for code in self.domains[name] if code not in present]
            if not missing or len(missing) > len(present):
                continue
            box = self.reach.extent(group[0]) | {DAY: (day.toordinal(), day.toordinal())}
            codes = self._codes(group[0], exact)
            unserved = [code for code in missing if next(self._unserved(codes | {name: code}, box, 1), None)]
            if unserved and self._is_new(box | {DAY: (0, 0)}, codes | {name: ",".join(unserved)}):
                yield self._codes_missing(name, unserved, group[0], day)

    def _codes_missing(self, name: str, codes: Sequence[str], sample: Row, day: date) -> Finding:
        said = ", ".join(self.wording.say(name, code) for code in codes[:12]) + ("…" if len(codes) > 12 else "")
        others = Row(sample.id, {key: value for key, value in sample.keys.items() if key != name})
        figures = {key: side for key, side in self.reach.extent(sample).items() if key != DAY}
        when = f" em {day:%d/%m/%Y}" if day != self.on else ""
        label = self.kind.key_by_name[name].label
        where = self.wording.where(others, box=figures)
        return Finding(Sort.GAP, (sample.id,), f"{label} sem linha{when}: {said}{where}.")

    def _unserved(self, codes: Mapping[str, Fact], box: Box, rows: int) -> Iterator[Box]:
        return self.reach.uncovered(codes, box, is_served, most=MOST_LOOK_UPS + 4 * rows)

    def _codes(self, row: Row, exact: Sequence[str]) -> dict[str, Fact]:
        return {name: row.keys[name] for name in exact}

    def _is_new(self, hole: Mapping[str, Side], codes: Mapping[str, Fact]) -> bool:
        place = (*sorted(hole.items()), *sorted((name, str(code)) for name, code in codes.items()))
        is_new = place not in self._told
        self._told.add(place)
        return is_new


class _Neighbours:
    """The rows of a group by where their bands of a key begin and end."""

    def __init__(self, name: str, sides: Sequence[Box], rows: Sequence[Row]) -> None:
        pairs = list(zip(sides, rows, strict=True))
        self.ending = sorted(((side[name][1], row.id, row) for side, row in pairs), key=lambda end: end[:2])
        self.starting = sorted(((side[name][0], row.id, row) for side, row in pairs), key=lambda end: end[:2])

    def of(self, low: int, high: int) -> tuple[Row, Row]:
        """The last row that ends below a hole and the first that begins above it; else the two that begin first."""
        below = bisect_left(self.ending, (low, 0), key=lambda end: end[:2])
        above = bisect_left(self.starting, (high + 1, 0), key=lambda end: end[:2])
        if below and above < len(self.starting):
            return self.ending[below - 1][2], self.starting[above][2]
        return self.starting[0][2], self.starting[1][2]


def is_served(decision: Decision) -> bool:
    """A tie is told as a tie, not as a gap."""
    return decision.row is not None or (decision.problem is not None and decision.problem.trouble is Trouble.TIE)


def grouped(
    rows: Iterable[Row], names: Sequence[str], *, by_start: bool = False
) -> dict[tuple[object, ...], list[Row]]:
    """Rows by their values of some keys and, where asked, by their first day."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        start = row.valid_from if by_start else None
        groups[(start, *(row.keys[name] for name in names))].append(row)
    return groups
