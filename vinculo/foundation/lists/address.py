"""The address of a list: which names it reads, and the query strings of its links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

SORT = "ordem"
SIZE = "linhas"
VIEW = "visao"
CURSOR = "cursor"
OWN_NAMES = (SORT, SIZE, VIEW, CURSOR)
# `visao=0` asks for the list as it is, past the default view.
NO_VIEW = "0"

Texts = Mapping[str, tuple[str, ...]]


def texts_of(query: str) -> Texts:
    """The names of a query string with their non-empty texts, in order of arrival."""
    parsed = QueryDict(query)
    kept = {name: tuple(text for text in parsed.getlist(name) if text.strip()) for name in parsed}
    return {name: texts for name, texts in kept.items() if texts}


@dataclass(frozen=True, slots=True)
class Address:
    """Canonical texts of a list: `filters` in the order of the definition, then how it is shown."""

    path: str
    filters: Texts
    sort: str = ""
    size: str = ""
    view: str = ""

    @property
    def query(self) -> str:
        """What a saved view keeps: filters and sort."""
        return urlencode([*self._pairs(), *([(SORT, self.sort)] if self.sort else [])])

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Everything but the cursor, for links and hidden inputs."""
        shown = [(SORT, self.sort), (SIZE, self.size), (VIEW, self.view)]
        return [*self._pairs(), *((name, text) for name, text in shown if text)]

    def url(self, cursor: str = "") -> str:
        pairs = [*self.pairs, *([(CURSOR, cursor)] if cursor else [])]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def without(self, names: Sequence[str]) -> "Address":
        return replace(self, filters={name: texts for name, texts in self.filters.items() if name not in names})

    def sorted_by(self, sort: str) -> "Address":
        return replace(self, sort=sort)

    def bare(self) -> "Address":
        """The list with no filter, past its default view."""
        return Address(self.path, {}, size=self.size, view=NO_VIEW)

    def _pairs(self) -> list[tuple[str, str]]:
        return [(name, text) for name, texts in self.filters.items() for text in texts]
