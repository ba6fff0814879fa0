"""The kinds of matrix there are: the books declare theirs here, from `apps.py: ready()`."""

from collections.abc import Sequence
from dataclasses import dataclass

from vinculo.engines.decision import Kind, Row

MENUS = {"fiscal": "Fiscais", "commercial": "Comerciais", "authority": "Alçadas"}


class UnknownKind(LookupError):
    """A matrix was asked for by a code no book declared."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A declared kind, its place in the list of matrices, and the rows that come with the product."""

    kind: Kind
    menu: str
    position: int
    shipped: Sequence[Row] = ()


_kinds: dict[str, Registered] = {}


def register(kind: Kind, *, menu: str, position: int = 0, shipped: Sequence[Row] = ()) -> None:
    """Add a kind of matrix under a menu of `MENUS`; a second declaration of a code replaces the first."""
    if menu not in MENUS:
        raise ValueError(f"{kind.code}: there is no menu {menu!r}")
    _kinds[kind.code] = Registered(kind, menu, position, shipped)


def kind_of(code: str) -> Kind:
    """Raises `UnknownKind`."""
    try:
        return _kinds[code].kind
    except KeyError:
        raise UnknownKind(code) from None


def shipped_for(code: str) -> Sequence[Row]:
    """The rows of a kind that come with the product. Raises `UnknownKind`."""
    kind_of(code)
    return _kinds[code].shipped


def all_kinds() -> list[Registered]:
    """Every kind, in the order of the list of matrices."""
    order = list(MENUS)
    return sorted(_kinds.values(), key=lambda known: (order.index(known.menu), known.position, known.kind.label))
