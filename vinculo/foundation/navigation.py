"""Where one can go and what one can create: each app registers its entries, the shell shows those permitted."""

from dataclasses import dataclass

from vinculo.foundation.access import Actor


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A door in the navigation. `section` groups doors by daily work; `phone` puts it in the phone's bottom bar."""

    key: str
    label: str
    icon: str
    url_name: str
    permission: str
    order: int
    section: str = ""
    phone: bool = False
    hotkey: str = ""


@dataclass(frozen=True, slots=True)
class CreateEntry:
    """Something the "+" menu creates."""

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
    return sorted((door for door in _doors.values() if actor.may(door.permission)), key=lambda door: door.order)


def creations_for(actor: Actor) -> list[CreateEntry]:
    return [creation for creation in _creations.values() if actor.may(creation.permission)]
