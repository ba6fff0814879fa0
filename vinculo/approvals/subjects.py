"""The kinds of document that may need approval. Rooms above register theirs, from `apps.py: ready()`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from vinculo.engines.approval import Judgement
from vinculo.engines.approval.sealing import Content

ContentOf = Callable[[int, int], Content]


class UnknownSubject(LookupError):
    """An approval was asked for a kind of document nobody registered."""


@dataclass(frozen=True, slots=True)
class Subject:
    """`content(company_id, pk)` is everything an approver judges, as it is in the database now (None: gone), locked
    for the present transaction where the document can change; `title` names the document; `url` is its page.

    `judge(company_id, pk)` judges the document again by the levels and limits of now (None: it cannot be judged), so
    that neither a request nor an approval outlives the authority it was asked by. `shown(company_id, content)` is a
    kept content with the names of the records it speaks of in the place of their numbers. `costly` names the figures
    of the content from which one reckons what the goods cost.
    """

    key: str
    label: str
    content: ContentOf
    title: Callable[[int, int], str]
    url: Callable[[int], str]
    judge: Callable[[int, int], Judgement | None] | None = None
    shown: Callable[[int, Any], Any] | None = None
    costly: Collection[str] = ()

    def tells_cost(self, path: str) -> bool:
        """Whether what is at a path of the content (`Valores › MB`) is only for whoever may see costs."""
        return path.rpartition(" › ")[2] in self.costly

    def words(self, company_id: int, content: Any) -> Any:
        """A kept content as people read it."""
        return self.shown(company_id, content) if self.shown is not None else content


_subjects: dict[str, Subject] = {}


def register(
    key: str,
    *,
    label: str,
    content: ContentOf,
    title: Callable[[int, int], str],
    url: Callable[[int], str],
    judge: Callable[[int, int], Judgement | None] | None = None,
    shown: Callable[[int, Any], Any] | None = None,
    costly: Collection[str] = (),
) -> None:
    _subjects[key] = Subject(key, label, content, title, url, judge, shown, costly)


def subject_of(key: str) -> Subject:
    """Raises `UnknownSubject`."""
    try:
        return _subjects[key]
    except KeyError:
        raise UnknownSubject(key) from None


def known_subject(key: str) -> Subject | None:
    """None for a kind of document whose room is not there any more."""
    return _subjects.get(key)
