"""Why a row won: the runner-up, why the others lost, and what would have to change for another to win.

Read by people, so it may take its time: every row is compared one by one, not through the index.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from heapq import nlargest

from vinculo.engines.decision import bands
from vinculo.engines.decision.kinds import Key, Kind
from vinculo.engines.decision.reach import (
    DAY,
    FIRST_DAY,
    LAST_DAY,
    Side,
    Stretch,
    extent,
    nearest,
    open_ended,
    runs,
    stretches,
    whole_side,
)
from vinculo.engines.decision.rows import Decision, Fact, Row
from vinculo.engines.decision.table import Table, measure
from vinculo.engines.decision.wording import Words, band_words, say_code

MOST_LOSERS = 20
MOST_NEAR = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """A row that matched, its score, and in Portuguese why it stands where it does and how it would win."""

    row: Row
    score: int
    reason: str
    would_win: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A row that one thing kept from matching: what it was, and whether changing it would make the row win."""

    row: Row
    score: int
    reason: str
    would_win: str
    wins: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with its whole story. `matched` counts the rows that matched, of which `losers` shows the best."""

    decision: Decision
    sentence: str
    winner: Standing | None
    runner_up: Standing | None
    losers: tuple[Standing, ...]
    near: tuple[Near, ...]
    matched: int
    tied: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class _Miss:
    """What keeps one row from matching: the keys that differ, and its validity or standing."""

    row: Row
    keys: tuple[str, ...]
    is_valid: bool

    @property
    def count(self) -> int:
        return len(self.keys) + (not self.is_valid) + (not self.row.active)


def score_of(kind: Kind, row: Row) -> int:
    """The sum of the weights of the keys a row fills."""
    return sum(kind.key_by_name[name].weight for name, value in row.keys.items() if value)


def explain(table: Table, facts: Mapping[str, Fact], on: date, *, words: Words = say_code) -> Explanation:
    """The decision for these facts on this day, explained. Raises as `Table.decide` does."""
    return _Explainer(table, facts, on, words).explain()


class _Explainer:
    def __init__(self, table: Table, facts: Mapping[str, Fact], on: date, words: Words) -> None:
        self.table, self.kind, self.facts, self.on, self.words = table, table.kind, facts, on, words
        self.measures = {key.name: measure(key, facts) for key in self.kind.bands}
        self.values = {key.name: _codes(facts.get(key.name)) for key in self.kind.keys if not key.is_band}
        self.decision = table.decide(facts, on)
        self.matched: list[Row] = []
        self.misses: list[_Miss] = []

    def explain(self) -> Explanation:
        matched: list[Row] = []
        near: list[_Miss] = []
        farther: list[_Miss] = []
        for miss in self._misses():
            if not miss.count:
                matched.append(miss.row)
            elif miss.count == 1:
                near.append(miss)
            elif not near and miss.count == 2 and len(miss.keys) == 2:
                farther.append(miss)
        self.matched, self.misses = matched, [*near, *farther]
        ranked = sorted(matched, key=lambda row: (-score_of(self.kind, row), -_start(row), row.id))
        losers = [row for row in ranked if row is not self.decision.row]
        tied = [row for row in ranked if self.decision.problem and row.id in self.decision.problem.rows]
        standings = [self._loser(row, ranked) for row in losers[:MOST_LOSERS]]
        winner = self.decision.row
        return Explanation(
            self.decision,
            self._sentence(ranked, tied),
            Standing(winner, self.decision.score, self._why(winner)) if winner else None,
            standings[0] if winner and standings else None,
            tuple(standings),
            tuple(self._near(miss) for miss in self._nearest(near or farther)),
            len(matched),
            tuple(tied),
        )

    def _misses(self) -> Iterator[_Miss]:
        values, measures = self.values, self.measures
        for row in self.table.rows:
            wrong = []
            for name, wanted in row.keys.items():
                if name in measures:
                    if not self._within(name, wanted):
                        wrong.append(name)
                elif wanted and wanted not in values[name]:
                    wrong.append(name)
                if len(wrong) > 2:
                    break
            else:
                yield _Miss(row, tuple(wrong), row.is_valid(self.on))

    def _within(self, name: str, wanted: str) -> bool:
        if not wanted:
            return True
        figure = self.measures[name]
        low, high = bands.bounds(wanted, self.kind.key_by_name[name].decimals or 0)
        return figure is not None and low <= figure <= high

    def _nearest(self, near: list[_Miss]) -> list[_Miss]:
        """Those that would weigh most; an inactive row or one of another day comes after one of another key."""
        return nlargest(
            MOST_NEAR, near, key=lambda miss: (len(miss.keys), score_of(self.kind, miss.row), _start(miss.row))
        )

    def _sentence(self, ranked: list[Row], tied: list[Row]) -> str:
        if tied:
            problem = self.decision.problem
            told = problem.sentence if problem else ""
            return (
                f"{told} Têm o mesmo peso e o mesmo início de vigência: mude um dos dois, ou preencha mais uma chave."
            )
        if self.decision.row is None:
            return self.decision.problem.sentence if self.decision.problem else "Nenhuma linha se aplica: sem efeito."
        if len(ranked) == 1:
            return f"A linha {self.decision.row.id} é a única que se aplica."
        return f"A linha {self.decision.row.id} vence entre as {len(ranked)} que se aplicam."

    def _why(self, row: Row) -> str:
        filled = [self.kind.key_by_name[name] for name, value in row.keys.items() if value]
        if not filled:
            return "É a linha geral: não preenche nenhuma chave."
        filled.sort(key=lambda key: -key.weight)
        parts = " + ".join(f"{key.label} ({self._said(key, row.keys[key.name])}) {key.weight}" for key in filled)
        return f"{parts} = {_points(score_of(self.kind, row))}."

    def _loser(self, row: Row, ranked: list[Row]) -> Standing:
        best, score = ranked[0], score_of(self.kind, row)
        top = score_of(self.kind, best)
        if score < top:
            more = [key for key in self.kind.keys if best.keys.get(key.name) and not row.keys.get(key.name)]
            reason = f"Soma {_points(score)}; a linha {best.id} soma {top}"
            reason += f", porque também preenche {_listed([key.label for key in more])}." if more else "."
        elif _start(row) < _start(best):
            since, newer = _said_start(row), _said_start(best)
            reason = f"Mesmo peso, mas vigência mais antiga: desde {since}; a da linha {best.id}, desde {newer}."
        else:
            equals = [str(each.id) for each in ranked if each is not row and self._equal(each, row)]
            rivals = f"as linhas {_listed(equals)}" if len(equals) > 1 else f"a linha {equals[0]}"
            reason = f"Empata com {rivals}: mesmo peso e mesmo início de vigência."
        return Standing(row, score, reason, self._how_loser_wins(row, ranked))

    def _equal(self, one: Row, other: Row) -> bool:
        return score_of(self.kind, one) == score_of(self.kind, other) and _start(one) == _start(other)

    def _how_loser_wins(self, row: Row, ranked: list[Row]) -> str:
        """A key that every better row fills and this one does not: for any other value of it, this one is the best."""
        better = ranked[: ranked.index(row)]
        for key in self.kind.keys:
            if row.keys.get(key.name) or not all(each.keys.get(key.name) for each in better) or not better:
                continue
            if key.is_band:
                found = self._stretches(self.facts, key.name, whole_side(key), [key.name])
                won = self._where_it_stands(row, found, key.name)
                if won is not None:
                    return f"Venceria se {key.label} fosse {band_words(key, open_ended(key, won))}."
            elif self.table.decide({**self.facts, key.name: None}, self.on).row is row:
                return f"Venceria se {key.label} não fosse {self._given(key)} (outro valor, sem linha própria)."
        return ""

    def _near(self, miss: _Miss) -> Near:
        row, score = miss.row, score_of(self.kind, miss.row)
        if miss.keys:
            return self._near_by_keys(miss, score)
        if not row.active:
            rival = Table(self.kind, [*self._rivals(), replace(row, active=True)]).decide(self.facts, self.on)
            return self._verdict(miss, score, "Está inativa ou tem erro.", "estivesse ativa", [rival])
        side = extent(self.kind, row)[DAY]
        last = date.fromordinal(side[1])
        is_to_come = row.valid_from is not None and self.on < row.valid_from
        reason = f"Só vale a partir de {row.valid_from:%d/%m/%Y}." if is_to_come else f"Valeu até {last:%d/%m/%Y}."
        return self._near_along(miss, score, reason, DAY, side, self.facts, "")

    def _near_by_keys(self, miss: _Miss, score: int) -> Near:
        row, changed = miss.row, dict(self.facts)
        reasons, conditions = [], []
        keys = [self.kind.key_by_name[name] for name in miss.keys]
        along = next((key for key in reversed(keys) if key.is_band), None)
        for key in keys:
            wanted, given = self._said(key, row.keys[key.name]), self._given(key)
            reasons.append(f"{key.label} teria de ser {wanted}, e {f'é {given}' if given else 'não foi informado'}.")
            if key is along:
                continue
            changed[key.name] = fact = sample(key, row.keys[key.name])
            if isinstance(fact, Decimal):
                wanted = self._said(key, bands.band(fact, fact))
            conditions.append(f"{key.label} fosse {wanted}")
        reason, condition = " ".join(reasons), " e ".join(conditions)
        if along is None:
            return self._verdict(miss, score, reason, condition, [self.table.decide(changed, self.on)])
        side = extent(self.kind, row)[along.name]
        return self._near_along(miss, score, reason, along.name, side, changed, condition)

    def _near_along(
        self, miss: _Miss, score: int, reason: str, name: str, side: Side, facts: Mapping[str, Fact], others: str
    ) -> Near:
        """What becomes of a row along its own days or figures, where other rows may decide at one place and not at
        another: the nearest stretch where it would win, else where it would tie, else that it would lose all along.
        """
        found = self._stretches(facts, name, side, miss.keys)
        told = (
            self._where_it_stands(miss.row, found, name)
            or self._where_it_stands(miss.row, found, name, tied=True)
            or side
        )
        rivals = [decision for (low, high), decision in found if told[0] <= low and high <= told[1]]
        if name == DAY:
            condition = f"a data fosse {_days(told)}"
        else:
            key = self.kind.key_by_name[name]
            condition = f"{key.label} fosse {band_words(key, open_ended(key, told, miss.row.keys[name]))}"
        return self._verdict(miss, score, reason, f"{others} e {condition}" if others else condition, rivals)

    def _stretches(self, facts: Mapping[str, Fact], name: str, side: Side, changing: Collection[str]) -> list[Stretch]:
        """The answers along a side; `changing` are the keys whose facts are others than those given."""
        others = [
            miss.row
            for miss in self.misses
            if miss.row.active and (not miss.keys if name == DAY else miss.is_valid and set(miss.keys) <= set(changing))
        ]
        return stretches(self.table, facts, self.on, name, side, self.matched + others)

    def _where_it_stands(self, row: Row, found: Sequence[Stretch], name: str, *, tied: bool = False) -> Side | None:
        """The run of stretches nearest to what was given in which a row wins (or ties)."""
        given = self.on.toordinal() if name == DAY else self.measures[name]
        return nearest(runs([side for side, decision in found if _stands_in(row, decision, tied=tied)]), given)

    def _rivals(self) -> list[Row]:
        """The rows that decide now: an inactive one needs to be compared with no other."""
        if self.decision.row:
            return [self.decision.row]
        problem = self.decision.problem
        return [row for row in self.table.rows if problem and row.id in problem.rows]

    def _verdict(self, miss: _Miss, score: int, reason: str, condition: str, rivals: Sequence[Decision]) -> Near:
        """What the answers under a condition make of a row: they all say the same of it, or it loses by all."""
        row, first = miss.row, rivals[0]
        if _stands_in(row, first):
            return Near(row, score, reason, f"Venceria se {condition}.", True)
        if _stands_in(row, first, tied=True):
            tied = {each for rival in rivals if rival.problem for each in rival.problem.rows}
            others = [str(each) for each in sorted(tied - {row.id})]
            lines = "a linha" if len(others) == 1 else "as linhas"
            return Near(row, score, reason, f"Se {condition}, empataria com {lines} {_listed(others)}.", False)
        winners = {rival.row.id: rival.score for rival in rivals if rival.row}
        if not winners:
            return Near(row, score, reason, "", False)
        told = f"Mesmo se {condition}, perderia para "
        if len(winners) == 1:
            ((line, points),) = winners.items()
            return Near(row, score, reason, f"{told}a linha {line}, que soma {_points(points)}.", False)
        shown = [str(line) for line in sorted(winners)[:MOST_NEAR]]
        return Near(row, score, reason, f"{told}as linhas {_listed(shown)}, cada uma onde vale.", False)

    def _said(self, key: Key, code: str) -> str:
        if not key.is_band:
            return self.words(key, code)
        return band_words(key, bands.bounds(code, key.decimals or 0))

    def _given(self, key: Key) -> str:
        fact = self.facts.get(key.name)
        if fact is None or fact == "":
            return ""
        if key.is_band:
            return self._said(key, bands.band(Decimal(str(fact)), Decimal(str(fact))))
        if isinstance(fact, Decimal | int):
            return str(fact)
        return _listed([self.words(key, code) for code in sorted(_codes(fact))])


def _codes(fact: Fact) -> frozenset[str]:
    if fact is None:
        return frozenset()
    if isinstance(fact, str | Decimal | int):
        return frozenset((str(fact),))
    return frozenset(fact)


def sample(key: Key, wanted: str) -> Fact:
    """A fact that the cell of a row accepts."""
    if key.decimals is None:
        return wanted
    low, high = bands.bounds(wanted, key.decimals)
    return Decimal(low if low > -bands.FAR else high).scaleb(-key.decimals)


def _stands_in(row: Row, decision: Decision, *, tied: bool = False) -> bool:
    """Whether an answer is a row, or (`tied`) a tie of it."""
    if tied:
        return decision.problem is not None and row.id in decision.problem.rows
    return decision.row is not None and decision.row.id == row.id


def _days(side: Side) -> str:
    """`a partir de 10/01/2026`, `até`, `de … a …`, or the only day."""
    first, last = (date.fromordinal(end) for end in side)
    if side[0] == side[1]:
        return f"{first:%d/%m/%Y}"
    if side[1] == LAST_DAY:
        return f"a partir de {first:%d/%m/%Y}"
    return f"até {last:%d/%m/%Y}" if side[0] == FIRST_DAY else f"de {first:%d/%m/%Y} a {last:%d/%m/%Y}"


def _start(row: Row) -> int:
    return row.valid_from.toordinal() if row.valid_from else 0


def _said_start(row: Row) -> str:
    return f"{row.valid_from:%d/%m/%Y}" if row.valid_from else "sempre"


def _points(score: int) -> str:
    return "1 ponto" if score == 1 else f"{score} pontos"


def _listed(words: list[str]) -> str:
    """`a`, `a e b`, `a, b e c`."""
    return " e ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
