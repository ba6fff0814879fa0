"""What the codes in key and result columns refer to: names for screens, look-ups by F3, closed lists for finding gaps.

The room that owns the records registers them, from `apps.py: ready()`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vinculo.foundation.access import Actor
from vinculo.kernel.text import fold

Names = Callable[[Actor, Sequence[str]], dict[str, str]]
Find = Callable[[Actor, str], list[tuple[str, str]]]
Domain = Callable[[int], list[tuple[str, str]]]

_FOUND = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """`names(actor, codes)` gives the names of the codes that exist and the actor may know; `find(actor, words)` up to
    20 codes with names for a look-up; `domain(company_id)` the whole list when it is short and closed (states,
    establishments); `resolve(actor, texts)` the codes meant by other texts (a customer's CNPJ).
    """

    key: str
    label: str
    names: Names
    find: Find
    domain: Domain | None = None
    resolve: Names | None = None


_subjects: dict[str, Subject] = {}


def register(
    key: str, *, label: str, names: Names, find: Find, domain: Domain | None = None, resolve: Names | None = None
) -> None:
    _subjects[key] = Subject(key, label, names, find, domain, resolve)


def register_list(key: str, *, label: str, domain: Domain) -> None:
    """A subject that is one short closed list: names, look-ups and texts that are names come from it."""

    def names(actor: Actor, codes: Sequence[str]) -> dict[str, str]:
        wanted = set(codes)
        return {code: name for code, name in domain(actor.company_id) if code in wanted}

    def find(actor: Actor, words: str) -> list[tuple[str, str]]:
        sought = fold(words)
        found = [pair for pair in domain(actor.company_id) if sought in fold(f"{pair[0]} {pair[1]}")]
        return sorted(found, key=lambda pair: _nearness(sought, *map(fold, pair)))[:_FOUND]

    def resolve(actor: Actor, texts: Sequence[str]) -> dict[str, str]:
        known = {}
        for code, name in domain(actor.company_id):
            known[fold(name)] = known[fold(f"{code} {name}")] = known[fold(code)] = code
        return {text: known[fold(text)] for text in texts if fold(text) in known}

    register(key, label=label, names=names, find=find, domain=domain, resolve=resolve)


def _nearness(sought: str, code: str, name: str) -> int:
    """The code itself comes first, then what begins as typed: SP is São Paulo before Espírito Santo."""
    if sought == code:
        return 0
    return 1 if code.startswith(sought) or name.startswith(sought) else 2


def subject_of(key: str) -> Subject | None:
    """None for a column that refers to no record, or whose room is not there."""
    return _subjects.get(key)
