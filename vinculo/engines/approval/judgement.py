"""Which approvals a document needs, and why (behaviour 5.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import Any, Self

from vinculo.engines.approval.criteria import CRITERIA, Criterion, Direction
from vinculo.kernel.exact import exact

# The level of whoever makes the document: what it covers needs nobody.
OWN_LEVEL = 0


class Style(Enum):
    """How a document goes up: straight to the first level able to decide, or by each level in turn until it."""

    DIRECT = "direct"
    CHAINED = "chained"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of authority: 1 is the lowest above whoever makes the document."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of one level for one measure; `value` None is without limit. `row` names the row it came from, or says
    why a limit that `is_unknown` cannot be told: it covers nothing."""

    value: Decimal | None
    row: str = ""
    is_unknown: bool = False

    def covers(self, criterion: Criterion, value: Decimal) -> bool:
        return not self.is_unknown and (self.value is None or criterion.covers(self.value, value))


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of the document and the limit of each level for it, by number; level 0 is the maker's own.

    A level without a limit has no authority over it; a measure without a limit at level 0 is not controlled. `where`
    says what part of the document it is of ("Item 2, Parafuso"); empty is the whole.
    """

    criterion: str
    value: Decimal
    limits: Mapping[int, Limit] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A measure beyond its maker's limit. `levels` are those whose limit covers it. One that `is_discreet` is told
    without a figure that tells what the goods cost."""

    measure: Measure
    levels: tuple[int, ...]
    is_discreet: bool = False

    @property
    def criterion(self) -> Criterion:
        return CRITERIA[self.measure.criterion]

    @property
    def reason(self) -> str:
        """What goes beyond, and what its maker decides."""
        criterion, own = self.criterion, self.measure.limits[OWN_LEVEL]
        where = f"{self.measure.where}: " if self.measure.where else ""
        source = f" ({own.row})" if own.row else ""
        if own.value is None:
            decides = f"não se sabe até onde quem faz o documento decide{source}."
        else:
            decides = f"quem faz o documento decide {criterion.reach(own.value)}{source}."
        hides = self.is_discreet and criterion.tells_cost
        told = "fora do limite" if hides else f"de {criterion.write(self.measure.value)}"
        return f"{where}{criterion.label} {told}; {decides}"

    @property
    def passing(self) -> str:
        """What needs nobody; empty when it cannot be told."""
        own = self.measure.limits[OWN_LEVEL]
        return "" if own.value is None else self.criterion.passing(own.value)

    def reaches(self, names: Mapping[int, str]) -> list[str]:
        """Who covers it, level by level, and what would pass: what follows the reason."""
        reaches = []
        for number, name in names.items():
            limit = self.measure.limits.get(number)
            if limit is None:
                continue
            covers = "cobre" if number in self.levels else "não cobre"
            reach = "sem limite" if limit.value is None else self.criterion.reach(limit.value)
            source = f" ({limit.row})" if limit.row else ""
            reaches.append(f"Nível {number} ({name}): {reach}, {covers}{source}.")
        if passing := self.passing:
            reaches.append(f"{self.measure.where}: {passing}" if self.measure.where else passing)
        return reaches


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a document needs. `path` are the levels that must agree, in order; empty when nobody must.

    `able` are the levels that cover everything by themselves. `unreachable` are needs no level covers: the document
    cannot pass as it is. `names` are those of the levels, by number. Words are written when somebody reads them.
    """

    needs: tuple[Need, ...]
    path: tuple[int, ...]
    able: tuple[int, ...]
    unreachable: tuple[Need, ...]
    style: Style
    names: Mapping[int, str]

    @property
    def passes(self) -> bool:
        """Whether it needs nobody."""
        return not self.needs

    @property
    def lines(self) -> tuple[str, ...]:
        """The whole in Portuguese: each violation, who covers it, what would pass, and the way the document goes."""
        told = [line for need in self.needs for line in (need.reason, *need.reaches(self.names))]
        return (*told, self.conclusion)

    @property
    def discreet_lines(self) -> tuple[str, ...]:
        """The same without the figures that tell what the goods cost."""
        return self.without_costs().lines

    @property
    def conclusion(self) -> str:
        """The way the document goes."""
        if not self.needs:
            return "Tudo está dentro do limite de quem faz o documento: não precisa de alçada."
        if self.unreachable:
            labels = ", ".join(dict.fromkeys(need.criterion.label for need in self.unreachable))
            return f"Nenhum nível tem limite que cubra: {labels}. O documento não passa como está."
        said = [f"{number} ({self.names[number]})" for number in self.path]
        if len(said) == 1:
            return f"Decide o nível {said[0]}, o primeiro que cobre {'tudo' if len(self.needs) > 1 else 'o valor'}."
        if self.style is Style.CHAINED:
            return f"Dão o visto, um depois do outro, os níveis {' → '.join(said)}."
        return f"Nenhum nível sozinho cobre tudo: decidem os níveis {' e '.join(said)}."

    def without_costs(self) -> Self:
        """The same in the words for whoever may not see what the goods cost."""
        needs, unreachable = (
            tuple(replace(need, is_discreet=True) for need in group) for group in (self.needs, self.unreachable)
        )
        return replace(self, needs=needs, unreachable=unreachable)

    def as_data(self) -> dict[str, Any]:
        """As plain JSON values, to be kept with the request."""
        return {
            "style": self.style.value,
            "path": list(self.path),
            "able": list(self.able),
            "lines": list(self.lines),
            "discreet_lines": list(self.discreet_lines),
            "needs": [
                {
                    "criterion": need.measure.criterion,
                    "label": need.criterion.label,
                    "where": need.measure.where,
                    "value": f"{need.measure.value:f}",
                    "written": need.criterion.write(need.measure.value),
                    "levels": list(need.levels),
                    "reason": need.reason,
                    "passing": need.passing,
                }
                for need in self.needs
            ],
        }


def told_of(data: Mapping[str, Any]) -> list[tuple[str, Decimal]]:
    """The criteria and values that a judgement kept by `as_data` put before the approvers."""
    return [(need["criterion"], Decimal(need["value"])) for need in data.get("needs", ())]


def beyond(told: Iterable[tuple[str, Decimal]], now: Iterable[tuple[str, Decimal]]) -> Criterion | None:
    """The first criterion in which what a document violates now goes beyond what approvers were told: a violation more
    of it, or a worse one. 15 % off covers 12 %, not 19 %, nor two lines at 12 %. Raises `KeyError`."""
    before, after = _by_criterion(told), _by_criterion(now)
    for code, values in after.items():
        criterion, judged = CRITERIA[code], before.get(code, [])
        if len(values) > len(judged) or not all(map(criterion.covers, judged, values)):
            return criterion
    return None


def _by_criterion(needs: Iterable[tuple[str, Decimal]]) -> dict[str, list[Decimal]]:
    """The values of each criterion, the worst first."""
    found: dict[str, list[Decimal]] = {}
    for code, value in needs:
        found.setdefault(code, []).append(value)
    for code, values in found.items():
        values.sort(reverse=CRITERIA[code].direction is Direction.CEILING)
    return found


def judge(measures: Sequence[Measure], levels: Sequence[Level], style: Style = Style.DIRECT) -> Judgement:
    """Who must agree to these figures. Every violation counts: one approver must cover all of them, or, where no level
    does, each goes to the first level that covers it.

    Raises `KeyError` for an unknown criterion, `NotExact` for a figure that is no `Decimal`.
    """
    ordered = sorted((level for level in levels if level.number > OWN_LEVEL), key=lambda level: level.number)
    names = {level.number: level.name for level in ordered}
    needs = tuple(need for measure in measures if (need := _need(measure, ordered)) is not None)
    unreachable = tuple(need for need in needs if not need.levels)
    able = set.intersection(*(set(need.levels) for need in needs)) if needs else set()
    path = _path(needs, able, style, ordered) if needs and not unreachable else ()
    return Judgement(needs, path, tuple(sorted(able)), unreachable, style, names)


def _need(measure: Measure, levels: Sequence[Level]) -> Need | None:
    criterion = CRITERIA[measure.criterion]
    value = exact(measure.value, measure.criterion)
    own = measure.limits.get(OWN_LEVEL)
    if own is None or own.covers(criterion, value):
        return None
    covering = tuple(
        level.number
        for level in levels
        if (limit := measure.limits.get(level.number)) is not None and limit.covers(criterion, value)
    )
    return Need(measure, covering)


def _path(needs: Sequence[Need], able: set[int], style: Style, levels: Sequence[Level]) -> tuple[int, ...]:
    deciding = {min(able)} if able else {min(need.levels) for need in needs}
    if style is Style.DIRECT:
        return tuple(sorted(deciding))
    return tuple(level.number for level in levels if level.number <= max(deciding))
