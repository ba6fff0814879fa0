"""The kinds of document that may need approval. Rooms above register theirs, from `apps.py: ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from vinculo.engines.approval.sealing import Content

ContentOf = Callable[[int, int], Content]


class UnknownSubject(LookupError):
    """An approval was asked for a kind of document nobody registered."""


@dataclass(frozen=True, slots=True)
class Subject:
    """`content(company_id, pk)` is everything an approver judges, as it is in the database now (None: gone), locked
    for the present transaction where the document can change; `title` names the document; `url` is its page.
    """

    key: str
    label: str
    content: ContentOf
    title: Callable[[int, int], str]
    url: Callable[[int], str]


_subjects: dict[str, Subject] = {}


def register(
    key: str,
    *,
    label: str,
    content: ContentOf,
    title: Callable[[int, int], str],
    url: Callable[[int], str],
) -> None:
    _subjects[key] = Subject(key, label, content, title, url)


def subject_of(key: str) -> Subject:
    """Raises `UnknownSubject`."""
    try:
        return _subjects[key]
    except KeyError:
        raise UnknownSubject(key) from None


def known_subject(key: str) -> Subject | None:
    """None for a kind of document whose room is not there any more."""
    return _subjects.get(key)


def all_subjects() -> list[Subject]:
    return sorted(_subjects.values(), key=lambda subject: subject.label)
