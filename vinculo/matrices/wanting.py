"""What an address of the grid asks for, and the address that asks for something."""

from urllib.parse import urlencode

from django.http import QueryDict

from vinculo.engines.decision import Kind
from vinculo.kernel.text import row_number
from vinculo.matrices.columns import Group, columns_of
from vinculo.matrices.queries.grid import STANDINGS, Wanted

# What an address puts before the name of a column.
PREFIX = "c-"
_MOST_LINES = 500


def wanted_of(kind: Kind, query: QueryDict) -> Wanted:
    """Whatever makes no sense in the address is left out."""
    columns = [column for column in columns_of(kind) if column.group in (Group.KEY, Group.RESULT)]
    filters = {column.name: text for column in columns if (text := query.get(PREFIX + column.name, "").strip())}
    standing = query.get("situacao", "")
    lines = tuple(number for each in query.get("linhas", "").split(",") if (number := row_number(each)) is not None)
    return Wanted(
        filters,
        standing if standing in STANDINGS else "",
        lines[:_MOST_LINES],
        _cursor(query.get("depois", "")),
        _cursor(query.get("antes", "")),
    )


def address(wanted: Wanted, version: int, **more: str) -> str:
    """The query string of these filters, without its place in the list unless `more` says one."""
    asked = {"versao": str(version), **{PREFIX + name: text for name, text in wanted.filters.items()}}
    if wanted.standing:
        asked["situacao"] = wanted.standing
    if wanted.lines:
        asked["linhas"] = ",".join(map(str, wanted.lines))
    return urlencode({**asked, **more})


def _cursor(text: str) -> tuple[int, int] | None:
    position, separator, line = text.partition("-")
    if not separator or not (position.isascii() and position.isdigit() and line.isascii() and line.isdigit()):
        return None
    return int(position[:18]), int(line[:9])
