"""The kinds of matrix there are: the books declare theirs here, from `apps.py: ready()`."""

from dataclasses import dataclass

from vinculo.engines.decision import Kind

MENUS = {"fiscal": "Fiscais", "commercial": "Comerciais", "authority": "Alçadas"}


class UnknownKind(LookupError):
    """A matrix was asked for by a code no book declared."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A declared kind and its place in the list of matrices."""

    kind: Kind
    menu: str
    position: int


_kinds: dict[str, Registered] = {}


def register(kind: Kind, *, menu: str, position: int = 0) -> None:
    """Add a kind of matrix under a menu of `MENUS`; a second declaration of a code replaces the first."""
    if menu not in MENUS:
        raise ValueError(f"{kind.code}: there is no menu {menu!r}")
    _kinds[kind.code] = Registered(kind, menu, position)


def kind_of(code: str) -> Kind:
    """Raises `UnknownKind`."""
    try:
        return _kinds[code].kind
    except KeyError:
        raise UnknownKind(code) from None


def all_kinds() -> list[Registered]:
    """Every kind, in the order of the list of matrices."""
    order = list(MENUS)
    return sorted(_kinds.values(), key=lambda known: (order.index(known.menu), known.position, known.kind.label))
