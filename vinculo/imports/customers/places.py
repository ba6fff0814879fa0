"""From the address columns of a row to a municipality, without asking the database row by row."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, Generic, TypeVar

from vinculo.geography.models import CepRange, Municipality, State
from vinculo.geography.reference_files import state_cep_ranges
from vinculo.imports.remarks import Found, Severity
from vinculo.kernel.brazil import cep as ceps
from vinculo.kernel.text import fold

T = TypeVar("T")

_REFUSAL: Final = Severity.REFUSAL


@dataclass(frozen=True, slots=True)
class Place:
    """`municipality_id` is None when the columns do not settle it; `found` says why."""

    municipality_id: int | None
    area_code: str | None
    found: tuple[Found, ...] = ()
    state: str = ""


_NOWHERE: Final = Place(None, None)


class _CepRanges(Generic[T]):
    """To whom a CEP belongs: ranges (first, last, owner), both ends included, sorted, never overlapping."""

    def __init__(self, ranges: Sequence[tuple[str, str, T]]) -> None:
        self._ranges = ranges
        self._starts = [first for first, _, _ in ranges]

    def owner(self, cep: str) -> T | None:
        position = bisect_right(self._starts, cep) - 1
        if position < 0:
            return None
        _, last, owner = self._ranges[position]
        return owner if cep <= last else None


@dataclass(frozen=True, slots=True)
class _Town:
    """What the columns besides the CEP mean together."""

    municipality_id: int | None
    state: str | None
    found: tuple[Found, ...]


class Places:
    """The reference tables in memory (about 5,600 municipalities)."""

    def __init__(self) -> None:
        self._states = {fold(state.name): state.code for state in State.objects.all()}
        self._states |= {code.lower(): code for code in list(self._states.values())}
        rows = Municipality.objects.values_list("id", "name", "name_key", "state_id", "ddd")
        self._by_id = {code: (name, uf, ddd) for code, name, _, uf, ddd in rows}
        self._by_name: dict[str, dict[str, int]] = defaultdict(dict)
        for code, _, key, uf, _ in rows:
            self._by_name[key][uf] = code
        ranges = CepRange.objects.order_by("first").values_list("first", "last", "municipality_id")
        self._municipality_of = _CepRanges(list(ranges)).owner
        self._state_of = _CepRanges([(each.first, each.last, each.uf) for each in state_cep_ranges()]).owner
        # Few towns, written in few ways, are in most rows; hardly two rows have one CEP.
        self._town = lru_cache(maxsize=20_000)(self._find_town)
        self._settled = {code: Place(code, ddd, (), uf) for code, (_, uf, ddd) in self._by_id.items()}

    def state_named(self, text: str) -> str | None:
        """The code of a state written as its code or its name."""
        return self._states.get(fold(text))

    def resolve(self, name: str, uf: str, ibge_code: str, cep: str) -> Place:
        """The place that the four texts mean together; `cep` is valid or empty."""
        cep_state = self._state_of(cep) if cep else None
        town = self._town(name, uf, ibge_code, "" if uf else cep_state or "")
        found = list(town.found)
        municipality = town.municipality_id
        if municipality is None and cep and name and not ibge_code:
            meant = self._meant_by(name, town.state, cep)
            if meant is not None:
                known, own_state, _ = self._by_id[meant]
                municipality = meant
                found = [each for each in found if each.field != "municipality"]
                found.append(Found("municipality", Severity.NOTE, f"Lido como {known}/{own_state}, pelo CEP.", name))
        if municipality is None and cep and not (ibge_code or name):
            municipality = self._municipality_of(cep)
        if municipality is not None and town.state and self._by_id[municipality][1] != town.state:
            name_of_town, own_state, _ = self._by_id[municipality]
            field, value = ("ibge_code", ibge_code) if ibge_code else ("cep", cep)
            sentence = f"Corresponde a {name_of_town}/{own_state}, e a UF informada é {town.state}."
            found.append(Found(field, _REFUSAL, sentence, value))
        elif cep:
            found += self._doubts_of_cep(cep, cep_state, municipality, town.state)
        if municipality is None:
            return Place(None, None, tuple(found)) if found else _NOWHERE
        if not found:
            return self._settled[municipality]
        return Place(municipality, self._by_id[municipality][2], tuple(found), self._by_id[municipality][1])

    def _find_town(self, name: str, uf: str, ibge_code: str, cep_state: str) -> _Town:
        """`cep_state` settles a name that several states have, where no UF is given."""
        found: list[Found] = []
        state = self._state(uf, found)
        municipality = None
        if ibge_code:
            municipality = self._by_code(ibge_code, found)
        elif name:
            municipality = self._named(name, state, cep_state, found)
        if municipality is not None and name and ibge_code:
            self._require_same_name(municipality, name, found)
        return _Town(municipality, state, tuple(found))

    def _state(self, uf: str, found: list[Found]) -> str | None:
        if not uf:
            return None
        state = self._states.get(fold(uf))
        if state is None:
            near = get_close_matches(fold(uf), self._states, n=1, cutoff=0.75)
            hint = f" Seria {self._states[near[0]]}?" if near else ""
            found.append(Found("state", _REFUSAL, f"A UF “{uf}” não existe.{hint}", uf))
        return state

    def _by_code(self, ibge_code: str, found: list[Found]) -> int | None:
        if ibge_code.isascii() and ibge_code.isdigit():
            if int(ibge_code) in self._by_id:
                return int(ibge_code)
            if len(ibge_code) == 6:  # without the check digit, as some systems keep it
                matches = [code for code in self._by_id if code // 10 == int(ibge_code)]
                if matches:
                    return matches[0]
        found.append(Found("ibge_code", _REFUSAL, f"O código IBGE {ibge_code} não é de nenhum município.", ibge_code))
        return None

    def _named(self, name: str, state: str | None, cep_state: str, found: list[Found]) -> int | None:
        key = fold(name)
        states = self._by_name.get(key)
        if states is None:  # "Campinas/SP", "Campinas - SP"
            head, _, tail = key.rpartition(" ")
            if tail in self._states and head in self._by_name:
                states, own_state = self._by_name[head], self._states[tail]
                if state and state != own_state:
                    found.append(
                        Found("municipality", _REFUSAL, f"O município diz {own_state} e a UF diz {state}.", name)
                    )
                    return None
                state = own_state
        if states is None:
            found.append(Found("municipality", _REFUSAL, self._unknown(name, key, state), name))
            return None
        if state is None and len(states) > 1 and cep_state:
            state = cep_state
        if state is None and len(states) > 1:
            listed = ", ".join(sorted(states))
            found.append(
                Found("municipality", _REFUSAL, f"Há mais de um município {name}; informe a UF ({listed}).", name)
            )
            return None
        if state is not None and state not in states:
            listed = ", ".join(sorted(states))
            hint = self._close_in(key, state)
            found.append(
                Found("municipality", _REFUSAL, f"{name} não existe em {state}; existe em {listed}.{hint}", name)
            )
            return None
        return states[state] if state else next(iter(states.values()))

    def _meant_by(self, name: str, state: str | None, cep: str) -> int | None:
        """The town of the CEP, when the name is the beginning of its own or nearly it."""
        owner = self._municipality_of(cep)
        if owner is None:
            return None
        known, uf, _ = self._by_id[owner]
        key, whole = fold(name), fold(known)
        is_meant = len(key) > 3 and (whole.startswith(f"{key} ") or bool(get_close_matches(key, [whole], cutoff=0.85)))
        return owner if is_meant and state in (None, uf) and key != whole else None

    def _unknown(self, name: str, key: str, state: str | None) -> str:
        where = f" em {state}" if state else ""
        return f"O município “{name}” não existe{where}.{self._close_in(key, state)}"

    def _close_in(self, key: str, state: str | None) -> str:
        names = [known for known, states in self._by_name.items() if state is None or state in states]
        begun = sorted(known for known in names if known.startswith(f"{key} "))[:3]
        if begun and len(key) > 2:
            towns = (self._by_name[known] for known in begun)
            written = [self._by_id[each[state] if state else next(iter(each.values()))] for each in towns]
            return f" Seria {' ou '.join(f'{town}/{uf}' for town, uf, _ in written)}?"
        near = get_close_matches(key, names, n=1, cutoff=0.75)
        if not near:
            return self._close_in(key, None) if state is not None and key not in self._by_name else ""
        states = self._by_name[near[0]]
        town, uf, _ = self._by_id[states[state] if state else next(iter(states.values()))]
        return f" Seria {town}/{uf}?"

    def _require_same_name(self, municipality: int, name: str, found: list[Found]) -> None:
        town, uf, _ = self._by_id[municipality]
        key = fold(name)
        if key not in (fold(town), fold(f"{town} {uf}")):
            found.append(
                Found("municipality", _REFUSAL, f"O código IBGE é de {town}/{uf}, e o nome informado é outro.", name)
            )

    def _doubts_of_cep(
        self, cep: str, cep_state: str | None, municipality: int | None, state: str | None
    ) -> list[Found]:
        """Another state is a mistake; another town of the same state may be a range the table does not know yet."""
        town, uf = self._by_id[municipality][:2] if municipality is not None else ("", state)
        if cep_state is None:
            sentence = f"O CEP {ceps.mask(cep)} não pertence a nenhum estado."
            return [Found("cep", _REFUSAL, sentence, ceps.mask(cep))]
        if uf is not None and cep_state != uf:
            sentence = f"O CEP {ceps.mask(cep)} é de {cep_state}, e o endereço é de {uf}."
            return [Found("cep", _REFUSAL, sentence, ceps.mask(cep))]
        other = self._municipality_of(cep) if municipality is not None else None
        if other is None or other == municipality:
            return []
        sentence = f"O CEP {ceps.mask(cep)} costuma ser de {self._by_id[other][0]}, e não de {town}."
        return [Found("cep", Severity.WARNING, sentence, ceps.mask(cep))]
