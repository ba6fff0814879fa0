"""What other apps add to the dossier of a portfolio: open cases, orders, contracts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class DossierSection:
    """`rows(actor, owner_id)` gives at most a few hundred rows of words, in the order of `columns`."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Callable[[Actor, int], list[list[str]]]


_sections: dict[str, DossierSection] = {}


def register(section: DossierSection) -> None:
    _sections[section.key] = section


def sections() -> list[DossierSection]:
    return list(_sections.values())
