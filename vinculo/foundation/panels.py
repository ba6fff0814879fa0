"""What record pages are made of: apps above add panels, actions and timeline entries to a record of an app below."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from vinculo.foundation.access import Actor, Request


@dataclass(frozen=True, slots=True)
class Panel:
    """A box beside the record. `render` gives safe HTML, or "" to stay away; `slow` ones come after the first paint."""

    record: str
    key: str
    title: str
    order: int
    permission: str
    render: Callable[[Request, Model], str]
    slow: bool = False


@dataclass(frozen=True, slots=True)
class RecordAction:
    """A button of the record's action bar."""

    record: str
    key: str
    label: str
    icon: str
    permission: str
    url: Callable[[Model], str]
    hotkey: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class RecordTab:
    """A page of the record, beside its first one. `url` gives its address for the record's number."""

    record: str
    key: str
    label: str
    order: int
    permission: str
    url: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """`at` orders the timeline; `key` is unique in it. `tone` is a semantic colour name, `body` plain text."""

    key: str
    at: datetime
    icon: str
    title: str
    body: str = ""
    author: str = ""
    url: str = ""
    tone: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """`entries(actor, record_id, before, limit)` returns the newest entries before an instant (None: from now back)."""

    record: str
    key: str
    label: str
    icon: str
    permission: str
    entries: Callable[[Actor, int, datetime | None, int], list[TimelineEntry]]


_panels: dict[tuple[str, str], Panel] = {}
_actions: dict[tuple[str, str], RecordAction] = {}
_sources: dict[tuple[str, str], TimelineSource] = {}
_tabs: dict[tuple[str, str], RecordTab] = {}


def register(*parts: Panel | RecordAction | TimelineSource | RecordTab) -> None:
    for part in parts:
        match part:
            case Panel():
                _panels[part.record, part.key] = part
            case RecordAction():
                _actions[part.record, part.key] = part
            case RecordTab():
                _tabs[part.record, part.key] = part
            case TimelineSource():
                _sources[part.record, part.key] = part


def panels_for(actor: Actor, record: str) -> list[Panel]:
    found = (panel for panel in _panels.values() if panel.record == record and actor.may(panel.permission))
    return sorted(found, key=lambda panel: panel.order)


def actions_for(actor: Actor, record: str) -> list[RecordAction]:
    found = (action for action in _actions.values() if action.record == record and actor.may(action.permission))
    return sorted(found, key=lambda action: action.order)


def tabs_for(actor: Actor, record: str) -> list[RecordTab]:
    found = (tab for tab in _tabs.values() if tab.record == record and actor.may(tab.permission))
    return sorted(found, key=lambda tab: tab.order)


def sources_for(actor: Actor, record: str) -> list[TimelineSource]:
    return [source for source in _sources.values() if source.record == record and actor.may(source.permission)]


def timeline(
    actor: Actor, record: str, record_id: int, *, before: datetime | None = None, only: str = "", limit: int = 30
) -> list[TimelineEntry]:
    """The newest `limit` entries of the record before an instant, of every source (or the one named by `only`)."""
    entries = [
        entry
        for source in sources_for(actor, record)
        if only in ("", source.key)
        for entry in source.entries(actor, record_id, before, limit)
    ]
    return sorted(entries, key=lambda entry: (entry.at, entry.key), reverse=True)[:limit]
