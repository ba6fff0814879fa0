"""What is wrong with a matrix before it decides anything: ties, overlaps, and gaps between rows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, pairwise
from typing import Final

from vinculo.engines.decision import bands
from vinculo.engines.decision.explanation import Words, sample, say_code, score_of
from vinculo.engines.decision.kinds import Key, Kind
from vinculo.engines.decision.rows import Decision, Fact, Row, Trouble
from vinculo.engines.decision.table import Table

# The ties, and the overlaps, that are found before the search for more of them stops: so many already want mending.
MOST_TOLD: Final = 500
# Pairs of rows compared before a search gives up; a matrix that needs more is told so.
MOST_PAIRS: Final = 500_000


class Sort(StrEnum):
    TIE = "tie"
    OVERLAP = "overlap"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, the lines it is about, and its sentence. Ties keep a matrix from deciding; the rest warns."""

    sort: Sort
    lines: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """The findings, at most `MOST_TOLD` of each sort, and how many there are. `is_partial`: there may be more ties or
    overlaps, for the search of them stopped before its end."""

    findings: tuple[Finding, ...]
    counts: Mapping[Sort, int]
    is_partial: bool = False

    def of(self, sort: Sort) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.sort is sort)


Domains = Mapping[str, Collection[str]]
"""The whole list of codes of the keys that have a closed one, by name of key."""


def analyse(table: Table, domains: Domains | None = None, *, on: date, words: Words = say_code) -> Analysis:
    """Every tie and overlap among the active rows, and the gaps as they stand on a day.

    A tie: two rows of equal score and start that one sale could match. An overlap: the same, but one starts later and
    silently takes over. A gap: a hole between the validities or the bands of otherwise equal rows, or a code of a
    closed list left out among rows that treat all its neighbours, when no other row serves there. Ties are searched
    first, so that no number of overlaps hides one.
    """
    return _Analyst(table, domains or {}, on, words).analyse()


class _Analyst:
    def __init__(self, table: Table, domains: Domains, on: date, words: Words) -> None:
        self.table, self.kind, self.domains, self.on, self.words = table, table.kind, domains, on, words
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
        for filled, rows in by_fill.items():
            self._holes_in_time(filled, rows)
            self._holes_in_bands(filled, rows)
            self._missing_codes(filled, rows)
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
        for group in _grouped(rows, shared, by_start=sort is Sort.TIE).values():
            if len(group) > 1:
                yield from self._counted(combinations(group, 2), sort)

    def _across(self, rows: list[Row], others: list[Row], shared: list[str], sort: Sort) -> Iterator[tuple[Row, Row]]:
        if self._has_enough(sort):
            return
        theirs = _grouped(others, shared, by_start=sort is Sort.TIE)
        for values, group in _grouped(rows, shared, by_start=sort is Sort.TIE).items():
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
        if not _meet_in_time(one, other) or not self._bands_meet(one, other) or self._is_settled(one, other):
            return
        first, second = sorted((one, other), key=lambda row: row.id)
        lines = (first.id, second.id)
        if one.valid_from == other.valid_from:
            self._tell(
                Sort.TIE,
                lines,
                lambda: (
                    f"As linhas {first.id} e {second.id} empatam: mesmo peso, mesma vigência inicial"
                    f"{self._where(first, second)}. Nenhuma seria escolhida."
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
                f"{self._where(first, second)}."
            ),
        )

    def _bands_meet(self, one: Row, other: Row) -> bool:
        return all(
            _common(key, one, other) is not None
            for key in self.kind.bands
            if one.keys.get(key.name) and other.keys.get(key.name)
        )

    def _is_settled(self, one: Row, other: Row) -> bool:
        """Whether a heavier row decides whatever both of these match."""
        facts = {**_facts(self.kind, one), **_facts(self.kind, other)}
        for key in self.kind.bands:
            if one.keys.get(key.name) and other.keys.get(key.name) and (common := _common(key, one, other)):
                facts[key.name] = _figure(common[0], key.decimals or 0)
        day = max(one.valid_from or date.min, other.valid_from or date.min)
        return self.table.decide(facts, day).score > score_of(self.kind, one)

    def _where(self, *rows: Row) -> str:
        filled = {name: value for row in rows for name, value in row.keys.items() if value and not self._is_band(name)}
        said = [f"{self.kind.key_by_name[name].label} {self._say(name, value)}" for name, value in filled.items()]
        said += self._shared_bands(*rows) if len(rows) > 1 else []
        return f" ({', '.join(said)})" if said else ""

    def _shared_bands(self, one: Row, other: Row) -> list[str]:
        """What the bands that both rows fill have in common: where they meet."""
        said = []
        for key in self.kind.bands:
            if one.keys.get(key.name) and other.keys.get(key.name) and (common := _common(key, one, other)):
                ends = [None if abs(end) >= bands.FAR else _figure(end, key.decimals or 0) for end in common]
                said.append(f"{key.label} {bands.words(bands.band(*ends))}")
        return said

    def _is_band(self, name: str) -> bool:
        return self.kind.key_by_name[name].is_band

    def _say(self, name: str, value: str) -> str:
        key = self.kind.key_by_name[name]
        return bands.words(value) if key.is_band else self.words(key, value)

    def _holes_in_time(self, filled: frozenset[str], rows: list[Row]) -> None:
        """Days between rows of equal keys on which nothing else serves either."""
        for group in _grouped(rows, sorted(filled)).values():
            if len(group) < 2:
                continue
            reached: date | None = None
            before: Row | None = None
            for row in sorted(group, key=lambda each: each.valid_from or date.min):
                start = row.valid_from or date.min
                if before is not None and reached is not None and start > reached:
                    self._hole_in_time(before, row, reached)
                if before is None or (reached is not None and (row.valid_to is None or row.valid_to > reached)):
                    before, reached = row, row.valid_to

    def _hole_in_time(self, before: Row, after: Row, since: date) -> None:
        if after.valid_from is None or _is_served(self.table.decide(_facts(self.kind, before), since)):
            return
        until = after.valid_from - timedelta(days=1)
        days = f"no dia {since:%d/%m/%Y}" if since == until else f"de {since:%d/%m/%Y} a {until:%d/%m/%Y}"
        self._tell(
            Sort.GAP,
            (before.id, after.id),
            lambda: f"Nenhuma linha vale {days}, entre as linhas {before.id} e {after.id}{self._where(before)}.",
        )

    def _holes_in_bands(self, filled: frozenset[str], rows: list[Row]) -> None:
        for key in self.kind.bands:
            if key.name not in filled:
                continue
            decimals = key.decimals or 0
            current = [row for row in rows if row.is_valid(self.on)]
            for group in _grouped(current, sorted(filled - {key.name})).values():
                spans = sorted((*bands.bounds(row.keys[key.name], decimals), row.id, row) for row in group)
                reach, last = spans[0][1], spans[0][3]
                for (_, _, _, _), (low, high, _, row) in pairwise(spans):
                    if low > reach + 1:
                        self._hole_in_band(key.name, decimals, last, row, (reach + 1, low - 1))
                    if high > reach:
                        reach, last = high, row

    def _hole_in_band(self, name: str, decimals: int, before: Row, after: Row, hole: tuple[int, int]) -> None:
        lower, upper = (_figure(end, decimals) for end in hole)
        if _is_served(self.table.decide({**_facts(self.kind, before), name: lower}, self.on)):
            return
        label = self.kind.key_by_name[name].label
        self._tell(
            Sort.GAP,
            (before.id, after.id),
            lambda: (
                f"{label}: nenhuma linha serve para {bands.words(bands.band(lower, upper))}, "
                f"entre as linhas {before.id} e {after.id}{self._where(before)}."
            ),
        )

    def _missing_codes(self, filled: frozenset[str], rows: list[Row]) -> None:
        """Codes of a closed list that are left out where most of their neighbours have a row."""
        for name, domain in self.domains.items():
            if name not in filled:
                continue
            current = [row for row in rows if row.is_valid(self.on)]
            for group in _grouped(current, sorted(filled - {name})).values():
                present = {row.keys[name] for row in group}
                missing = [code for code in domain if code not in present]
                if not missing or len(missing) > len(present):
                    continue
                facts = _facts(self.kind, group[0])
                unserved = [
                    code for code in missing if not _is_served(self.table.decide({**facts, name: code}, self.on))
                ]
                if unserved:
                    self._codes_missing(name, unserved, group[0])

    def _codes_missing(self, name: str, codes: list[str], sample: Row) -> None:
        said = ", ".join(self._say(name, code) for code in codes[:12]) + ("…" if len(codes) > 12 else "")
        others = Row(sample.id, {key: value for key, value in sample.keys.items() if key != name})
        self._tell(
            Sort.GAP,
            (sample.id,),
            lambda: f"{self.kind.key_by_name[name].label} sem linha: {said}{self._where(others)}.",
        )


def _grouped(rows: Iterable[Row], names: list[str], *, by_start: bool = False) -> dict[tuple[object, ...], list[Row]]:
    """Rows by their values of some keys and, where asked, by their first day."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        start = row.valid_from if by_start else None
        groups[(start, *(row.keys[name] for name in names))].append(row)
    return groups


def _meet_in_time(one: Row, other: Row) -> bool:
    return (one.valid_to is None or other.valid_from is None or other.valid_from < one.valid_to) and (
        other.valid_to is None or one.valid_from is None or one.valid_from < other.valid_to
    )


def _is_served(decision: Decision) -> bool:
    """A tie is told as a tie, not as a gap."""
    return decision.row is not None or (decision.problem is not None and decision.problem.trouble is Trouble.TIE)


def _common(key: Key, one: Row, other: Row) -> tuple[int, int] | None:
    """What two rows' bands of a key have in common, or None."""
    low, high = bands.bounds(one.keys[key.name], key.decimals or 0)
    below, above = bands.bounds(other.keys[key.name], key.decimals or 0)
    low, high = max(low, below), min(high, above)
    return (low, high) if low <= high else None


def _facts(kind: Kind, row: Row) -> dict[str, Fact]:
    """A sale that the row matches and that has nothing more."""
    return {name: sample(kind.key_by_name[name], value) for name, value in row.keys.items() if value}


def _figure(units: int, decimals: int) -> Decimal:
    """A band open below is sampled at zero."""
    if units <= -bands.FAR:
        units = 0
    return Decimal(units).scaleb(-decimals)
