"""What is wrong with a matrix before it decides anything: ties, overlaps, and gaps between rows."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from vinculo.engines.decision.explanation import score_of
from vinculo.engines.decision.findings import Finding, Sort
from vinculo.engines.decision.gaps import MOST_LOOK_UPS, Domains, Gaps, grouped
from vinculo.engines.decision.reach import DAY, Box, Reach, meeting
from vinculo.engines.decision.rows import Fact, Row
from vinculo.engines.decision.table import Table
from vinculo.engines.decision.wording import Wording, Words, say_code

# The ties, and the overlaps, that are found before the search for more of them stops: so many already want mending.
MOST_TOLD: Final = 500
# Pairs of rows compared before a search gives up; a matrix that needs more is told so.
MOST_PAIRS: Final = 500_000


@dataclass(frozen=True, slots=True)
class Analysis:
    """The findings, at most `MOST_TOLD` of each sort, and how many there are. `is_partial`: there may be more ties or
    overlaps, for the search of them stopped before its end."""

    findings: tuple[Finding, ...]
    counts: Mapping[Sort, int]
    is_partial: bool = False

    def of(self, sort: Sort) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.sort is sort)


def analyse(table: Table, domains: Domains | None = None, *, on: date, words: Words = say_code) -> Analysis:
    """Every tie and overlap among the active rows, and the gaps as they stand on a day and on the next ones on which
    rows begin.

    A tie: two rows of equal score and start that one sale could match, unless heavier rows decide wherever both do. An
    overlap: the same, but one starts later and silently takes over. A gap: a hole between the validities of rows of
    equal codes, figures within the reach of their bands that none holds, or a code of a closed list left out among rows
    that treat most of its neighbours, when no other row serves there. Ties are searched first, so that no number of
    overlaps hides one.
    """
    return _Analyst(table, domains or {}, on, words).analyse()


class _Analyst:
    def __init__(self, table: Table, domains: Domains, on: date, words: Words) -> None:
        self.kind, self.domains, self.on = table.kind, domains, on
        self.reach, self.wording = Reach(table), Wording(table.kind, words)
        self.rows = [row for row in table.rows if row.active]
        self.findings: list[Finding] = []
        self.counts: dict[Sort, int] = dict.fromkeys(Sort, 0)
        self.pairs = 0
        self.is_partial = False

    def analyse(self) -> Analysis:
        by_fill: dict[frozenset[str], list[Row]] = defaultdict(list)
        for row in self.rows:
            by_fill[frozenset(name for name, value in row.keys.items() if value)].append(row)
        for sort in (Sort.TIE, Sort.OVERLAP):
            self.pairs = 0
            for first, second in self._rivals(by_fill, sort):
                self._compare(first, second)
        for gap in Gaps(self.reach, self.domains, self.on, self.wording).find(by_fill):
            self.counts[Sort.GAP] += 1
            if self.counts[Sort.GAP] <= MOST_TOLD:
                self.findings.append(gap)
        return Analysis(tuple(self.findings), self.counts, self.is_partial)

    def _tell(self, sort: Sort, lines: tuple[int, ...], sentence: Callable[[], str]) -> None:
        self.counts[sort] += 1
        if self.counts[sort] <= MOST_TOLD:
            self.findings.append(Finding(sort, lines, sentence()))

    def _rivals(self, by_fill: Mapping[frozenset[str], list[Row]], sort: Sort) -> Iterator[tuple[Row, Row]]:
        """Pairs of rows of equal score whose exact keys do not contradict each other: of one start, which may tie, or
        of two, which may overlap."""
        by_score: dict[int, list[frozenset[str]]] = defaultdict(list)
        for filled, rows in by_fill.items():
            by_score[score_of(self.kind, rows[0])].append(filled)
        band_names = {key.name for key in self.kind.bands}
        # Rows that fill the same keys first: that is where most mistakes are, and it costs little.
        for filled, rows in by_fill.items():
            yield from self._within(rows, sorted(filled - band_names), sort)
        for fills in by_score.values():
            for one, other in combinations(fills, 2):
                yield from self._across(by_fill[one], by_fill[other], sorted((one & other) - band_names), sort)

    def _within(self, rows: list[Row], shared: list[str], sort: Sort) -> Iterator[tuple[Row, Row]]:
        for group in grouped(rows, shared, by_start=sort is Sort.TIE).values():
            if len(group) > 1:
                yield from self._counted(self._near(group), sort)

    def _near(self, group: list[Row]) -> Iterator[tuple[Row, Row]]:
        """Pairs of rows of one fill whose first band, if they have one, has figures in common."""
        name = next((key.name for key in self.kind.bands if group[0].keys.get(key.name)), None)
        if name is None:
            yield from combinations(group, 2)
            return
        ordered = sorted(group, key=lambda row: self.reach.extent(row)[name])
        starts = [self.reach.extent(row)[name][0] for row in ordered]
        for place, row in enumerate(ordered):
            for after in range(place + 1, bisect_right(starts, self.reach.extent(row)[name][1])):
                yield row, ordered[after]

    def _across(self, rows: list[Row], others: list[Row], shared: list[str], sort: Sort) -> Iterator[tuple[Row, Row]]:
        if self._has_enough(sort):
            return
        theirs = grouped(others, shared, by_start=sort is Sort.TIE)
        for values, group in grouped(rows, shared, by_start=sort is Sort.TIE).items():
            yield from self._counted(((one, other) for one in group for other in theirs.get(values, ())), sort)

    def _counted(self, pairs: Iterable[tuple[Row, Row]], sort: Sort) -> Iterator[tuple[Row, Row]]:
        for one, other in pairs:
            if self._has_enough(sort):
                return
            self.pairs += 1
            if sort is Sort.TIE or one.valid_from != other.valid_from:
                yield one, other

    def _has_enough(self, sort: Sort) -> bool:
        if self.counts[sort] < MOST_TOLD and self.pairs < MOST_PAIRS:
            return False
        self.is_partial = True
        return True

    def _compare(self, one: Row, other: Row) -> None:
        box = meeting(self.reach.extent(one), self.reach.extent(other))
        if box is None or self._is_settled(one, other, box):
            return
        first, second = sorted((one, other), key=lambda row: row.id)
        lines = (first.id, second.id)
        shared = self._shared(one, other, box)
        if one.valid_from == other.valid_from:
            self._tell(
                Sort.TIE,
                lines,
                lambda: (
                    f"As linhas {first.id} e {second.id} empatam: mesmo peso, mesma vigência inicial"
                    f"{self.wording.where(first, second, box=shared)}. Nenhuma seria escolhida."
                ),
            )
            return
        newer = max((one, other), key=lambda row: row.valid_from or date.min)
        older = other if newer is one else one
        self._tell(
            Sort.OVERLAP,
            lines,
            lambda: (
                f"A linha {newer.id} toma o lugar da linha {older.id} a partir de {newer.valid_from:%d/%m/%Y}"
                f"{self.wording.where(first, second, box=shared)}."
            ),
        )

    def _is_settled(self, one: Row, other: Row, box: Box) -> bool:
        """Whether heavier rows decide wherever both of these match."""
        filled = {name: value for row in (one, other) for name, value in row.keys.items() if value}
        codes: dict[str, Fact] = {
            name: code for name, code in filled.items() if not self.kind.key_by_name[name].is_band
        }
        score = score_of(self.kind, one)
        open_parts = self.reach.uncovered(codes, box, lambda decision: decision.score > score, most=MOST_LOOK_UPS)
        return next(open_parts, None) is None

    def _shared(self, one: Row, other: Row, box: Box) -> Box:
        """The figures that the bands both rows fill have in common."""
        return {name: side for name, side in box.items() if name != DAY and one.keys.get(name) and other.keys.get(name)}
