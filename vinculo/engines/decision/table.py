"""The compiled matrix: look-ups in microseconds whatever the number of rows.

A row is filed by the values of its filled keys. The keys are split in a heavy and a light half; the heavy halves in use
lead to the light halves in use, each in order of weight, so a look-up tries only combinations that some row fills and
stops as soon as nothing heavier can come.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import cast

from vinculo.engines.decision.bands import bounds, scaled
from vinculo.engines.decision.kinds import Key, Kind
from vinculo.engines.decision.rows import Decision, Fact, Problem, Row, Trouble

# Each value of a key becomes a number; the numbers of a half stand side by side in one integer.
BITS = 24

# A filed row: first and last day of validity as ordinals, the ends of its bands, itself.
Filed = tuple[int, int, tuple[tuple[int, int, int], ...], Row]

Value = str | tuple[str, ...] | None
Values = tuple[str | None, ...]


class Half:
    """The coding of half of the keys: values to numbers, and the sums that name a combination of them."""

    __slots__ = ("codes", "keys", "places")

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self.keys = keys
        self.codes: tuple[dict[str, int], ...] = tuple({} for _ in keys)
        self.places = {key.name: place for place, key in enumerate(keys)}

    def weight(self, mask: int) -> int:
        return sum(key.weight for place, key in enumerate(self.keys) if mask >> place & 1)

    def learn(self, place: int, value: str) -> int:
        codes = self.codes[place]
        code = codes.get(value)
        if code is None:
            code = codes[value] = (len(codes) + 1) << (BITS * place)
        return code

    def sums(self, values: Values) -> tuple[list[int], int]:
        """The code of every combination of these values, by mask, and the mask of those no row knows."""
        sums, unknown = [0], 0
        for place, value in enumerate(values):
            code = 0 if value is None else self.codes[place].get(value, 0)
            if not code:
                unknown |= 1 << place
            sums += [each + code for each in sums]
        return sums, unknown


class Table:
    """A matrix compiled for look-ups. Immutable once built; safe to share between threads.

    `version` is whatever the keeper of the rows names this state of them by; 0 when nobody keeps them.
    """

    def __init__(self, kind: Kind, rows: Iterable[Row], *, version: int = 0) -> None:
        self.kind = kind
        self.version = version
        self.rows: tuple[Row, ...] = tuple(rows)
        # A key that no row fills decides nothing: most matrices use few of theirs.
        used = {name for row in self.rows if row.active for name, value in row.keys.items() if value}
        ordered = tuple(sorted((key for key in kind.keys if key.name in used), key=lambda key: -key.weight))
        middle = (len(ordered) + 1) // 2
        self._heavy, self._light = Half(ordered[:middle]), Half(ordered[middle:])
        self._index: dict[int, dict[int, list[Filed]]] = {}
        self._groups: list[tuple[int, int, list[tuple[int, int]]]] = []
        self._compile()

    def __len__(self) -> int:
        return len(self.rows)

    def _compile(self) -> None:
        combinations: dict[int, set[int]] = {}
        heavy, light, index = self._heavy, self._light, self._index
        bands = {key.name: (number, key.decimals or 0) for number, key in enumerate(self.kind.bands)}
        heavy_places, light_places = heavy.places, light.places
        for row in self.rows:
            if not row.active:
                continue
            high = low = high_mask = low_mask = 0
            limits: tuple[tuple[int, int, int], ...] = ()
            for name, value in row.keys.items():
                if not value:
                    continue
                if name in bands:
                    number, decimals = bands[name]
                    limits = (*limits, (number, *bounds(value, decimals)))
                    value = ""
                if (place := heavy_places.get(name)) is not None:
                    high += heavy.learn(place, value)
                    high_mask |= 1 << place
                else:
                    place = light_places[name]
                    low += light.learn(place, value)
                    low_mask |= 1 << place
            combinations.setdefault(high_mask, set()).add(low_mask)
            first = row.valid_from.toordinal() if row.valid_from else 0
            last = row.valid_to.toordinal() if row.valid_to else date.max.toordinal() + 1
            index.setdefault(high, {}).setdefault(low, []).append((first, last, limits, row))
        for lows in index.values():
            for filed in lows.values():
                if len(filed) > 1:
                    filed.sort(key=lambda entry: -entry[0])
        for high_mask, low_masks in combinations.items():
            above = heavy.weight(high_mask)
            lights = sorted(((above + light.weight(mask), mask) for mask in low_masks), reverse=True)
            self._groups.append((lights[0][0], high_mask, lights))
        self._groups.sort(reverse=True)

    def decide(self, facts: Mapping[str, Fact], on: date) -> Decision:
        """The row for these facts on this day (behaviour 5.1).

        Of the active, valid rows whose filled keys all match, the greatest sum of weights wins; then the latest start
        of validity; a tie that remains is a problem that names the rows. Raises `ValueError` when the fact of a band
        is no number.
        """
        score, found = self._find(facts, on.toordinal())
        if len(found) == 1:
            return Decision(self.kind, found[0], score)
        if not found:
            return Decision(self.kind, None, 0, absence(self.kind) if self.kind.mandatory else None)
        return Decision(self.kind, None, score, tie(self.kind, found))

    def _find(self, facts: Mapping[str, Fact], day: int) -> tuple[int, list[Row]]:
        measures = [measure(key, facts) for key in self.kind.bands]
        heavy, several = values_of(self._heavy.keys, facts)
        light, more = values_of(self._light.keys, facts)
        if not several and not more:
            _, score, found = self._search(cast(Values, heavy), cast(Values, light), measures, day)
            return score, found
        best, start, found = -1, -1, []
        for chosen in product(*map(options, heavy + light)):
            since, score, rows = self._search(chosen[: len(heavy)], chosen[len(heavy) :], measures, day)
            if rows and (score, since) > (best, start):
                best, start, found = score, since, rows
            elif rows and (score, since) == (best, start):
                found = found + [row for row in rows if row not in found]
        return best, found

    def _search(
        self, heavy: Values, light: Values, measures: Sequence[int | None], day: int
    ) -> tuple[int, int, list[Row]]:
        """The start and score of the best rows and the rows themselves: more than one when they tie."""
        high_sums, high_unknown = self._heavy.sums(heavy)
        low_sums, low_unknown = self._light.sums(light)
        index = self._index
        best = since = -1
        found: list[Row] = []
        for ceiling, high_mask, lights in self._groups:
            if ceiling < best:
                break
            if high_mask & high_unknown or (lows := index.get(high_sums[high_mask])) is None:
                continue
            for score, low_mask in lights:
                if score < best:
                    break
                if low_mask & low_unknown or (filed := lows.get(low_sums[low_mask])) is None:
                    continue
                for first, last, limits, row in filed:
                    if day < first or day >= last or (limits and not within(limits, measures)):
                        continue
                    if score > best or first > since:
                        best, since, found = score, first, [row]
                    elif first == since:
                        found.append(row)
                    else:
                        break
        return since, best, found


def measure(key: Key, facts: Mapping[str, Fact]) -> int | None:
    """The fact a band is compared with, in units of the last decimal; None when it is not known."""
    fact = facts.get(key.name)
    if fact is None or fact == "":
        return None
    if isinstance(fact, tuple | list | set | frozenset):
        raise ValueError(f"{key.name} takes one figure, not several")
    return scaled(cast("Decimal | int | str", fact), key.decimals or 0)


def values_of(keys: Sequence[Key], facts: Mapping[str, Fact]) -> tuple[tuple[Value, ...], bool]:
    """The values of some keys, and whether any of them is several. A band's is "" when known: its row is filed so."""
    values: list[Value] = []
    several = False
    for key in keys:
        fact = facts.get(key.name)
        if fact is None:
            values.append(None)
        elif key.decimals is not None:
            values.append(None if fact == "" else "")
        elif isinstance(fact, str):
            values.append(fact)
        elif isinstance(fact, Decimal | int):
            values.append(str(fact))
        else:
            values.append(tuple(sorted(set(fact))))
            several = True
    return tuple(values), several


def options(value: Value) -> tuple[str | None, ...]:
    """The values of one fact: none, one, or each of several."""
    return (value,) if value is None or isinstance(value, str) else value or (None,)


def within(limits: tuple[tuple[int, int, int], ...], measures: Sequence[int | None]) -> bool:
    for number, low, high in limits:
        measure = measures[number]
        if measure is None or measure < low or measure > high:
            return False
    return True


def absence(kind: Kind) -> Problem:
    return Problem(Trouble.NO_ROW, (), f"Matriz {kind.label}: nenhuma linha vale para este caso.")


def tie(kind: Kind, rows: list[Row]) -> Problem:
    ids = tuple(sorted(row.id for row in rows))
    named = ", ".join(str(each) for each in ids[:-1]) + f" e {ids[-1]}"
    return Problem(
        Trouble.TIE, ids, f"Matriz {kind.label}: as linhas {named} empatam neste caso; nenhuma foi escolhida."
    )
