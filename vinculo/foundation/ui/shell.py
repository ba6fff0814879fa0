"""What the frame around a page shows: doors, creations, trays, establishments; each read only when a template asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from vinculo.foundation import navigation
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.permissions import Permission

PHONE_DOORS = 5


@dataclass(frozen=True, slots=True)
class Establishment:
    """An establishment the person may switch to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Door:
    """A navigation entry with its address; `current` marks where the person is."""

    key: str
    label: str
    icon: str
    url: str
    hotkey: str
    phone: bool
    section: str
    current: bool


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Creation:
    """An entry of the "+" menu with its address."""

    label: str
    icon: str
    url: str
    hotkey: str


@dataclass(frozen=True, slots=True)
class AccountLink:
    """A line of the person menu; shown once its page exists."""

    label: str
    icon: str
    url_name: str


EstablishmentSource = Callable[[Actor], Sequence[Establishment]]

_establishment_source: list[EstablishmentSource] = []
_account_links: list[AccountLink] = []


def establishments_from(source: EstablishmentSource) -> None:
    """Say who knows the establishments of an actor (one query); called once, by the organisation, at start-up."""
    _establishment_source[:] = [source]


def register_account_links(*links: AccountLink) -> None:
    """Add lines to the person menu, in the order given."""
    _account_links.extend(link for link in links if link not in _account_links)


def optional_url(name: str) -> str:
    """The address of a page, or "" when the product has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class Shell:
    """The frame of one request. Empty for people who are not signed in."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.actor: Actor | None = getattr(request, "actor", None)

    @cached_property
    def doors(self) -> tuple[Door, ...]:
        if self.actor is None:
            return ()
        addresses = [(entry, optional_url(entry.url_name)) for entry in navigation.doors_for(self.actor)]
        current = max((url for _, url in addresses if url and self._is_inside(url)), key=len, default="")
        return tuple(
            Door(
                key=entry.key,
                label=entry.label,
                icon=entry.icon,
                url=url,
                hotkey=entry.hotkey,
                phone=entry.phone,
                section=entry.section,
                current=url == current,
            )
            for entry, url in addresses
            if url
        )

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The doors grouped by daily work, groups in the order of their first door."""
        order = list(dict.fromkeys(door.section for door in self.doors))
        grouped = groupby(sorted(self.doors, key=lambda door: order.index(door.section)), key=lambda door: door.section)
        return tuple(Section(title, tuple(doors)) for title, doors in grouped)

    @cached_property
    def phone_doors(self) -> tuple[Door, ...]:
        """The entries of the phone's bottom bar: the ones marked for it, else the first ones."""
        chosen = tuple(door for door in self.doors if door.phone)
        return (chosen or self.doors)[:PHONE_DOORS]

    @cached_property
    def creations(self) -> tuple[Creation, ...]:
        if self.actor is None:
            return ()
        entries = [(entry, optional_url(entry.url_name)) for entry in navigation.creations_for(self.actor)]
        return tuple(Creation(entry.label, entry.icon, url, entry.hotkey) for entry, url in entries if url)

    @cached_property
    def establishments(self) -> Sequence[Establishment]:
        if self.actor is None or not _establishment_source:
            return ()
        return _establishment_source[0](self.actor)

    @cached_property
    def establishment(self) -> Establishment | None:
        """Where the person is working now."""
        if self.actor is None:
            return None
        return next((each for each in self.establishments if each.id == self.actor.establishment_id), None)

    @cached_property
    def account_links(self) -> list[tuple[AccountLink, str]]:
        links = [(link, optional_url(link.url_name)) for link in _account_links]
        if self.actor is not None and self.actor.may(Permission.STYLE_PAGE):
            style = AccountLink("Página de estilo", "palette", "ui:style")
            links.append((style, optional_url(style.url_name)))
        return [(link, url) for link, url in links if url]

    @property
    def search_url(self) -> str:
        return optional_url("workspace:search")

    @property
    def jobs_url(self) -> str:
        return optional_url("jobs:tray")

    @property
    def notifications_url(self) -> str:
        return optional_url("notifications:tray")

    @property
    def switch_url(self) -> str:
        return optional_url("organization:switch_establishment")

    @property
    def sign_out_url(self) -> str:
        return optional_url("account_logout")

    def _is_inside(self, url: str) -> bool:
        return self.path == url or (url != "/" and self.path.startswith(url))
