"""Where one can go and what one can create: each app registers its entries, the shell shows those permitted."""

from collections.abc import Callable
from dataclasses import dataclass

from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A door in the navigation. `section` groups doors by daily work; `phone` puts it in the phone's bottom bar.

    `shown` decides instead of `permission` for a door that leads to pages with different permissions.
    """

    key: str
    label: str
    icon: str
    url_name: str
    permission: str
    order: int
    section: str = ""
    phone: bool = False
    hotkey: str = ""
    shown: Callable[[Actor], bool] | None = None

    def open_to(self, actor: Actor) -> bool:
        return self.shown(actor) if self.shown else actor.may(self.permission)


@dataclass(frozen=True, slots=True)
class CreateEntry:
    """Something the "+" menu creates. Its `hotkey` is a chord whose first key ("i", of incluir) no page uses alone."""

    key: str
    label: str
    icon: str
    url_name: str
    permission: str
    hotkey: str = ""


_doors: dict[str, NavEntry] = {}
_creations: dict[str, CreateEntry] = {}


def register(*entries: NavEntry | CreateEntry) -> None:
    for entry in entries:
        if isinstance(entry, NavEntry):
            _doors[entry.key] = entry
        else:
            _creations[entry.key] = entry


def doors_for(actor: Actor) -> list[NavEntry]:
    return sorted((door for door in _doors.values() if door.open_to(actor)), key=lambda door: door.order)


def creations_for(actor: Actor) -> list[CreateEntry]:
    return [creation for creation in _creations.values() if actor.may(creation.permission)]
