"""How a relation reads from each side. Pure."""

from dataclasses import dataclass

# kind: (what `party` is to `other`, what `other` is to `party`)
WORDS = {
    "spouse": ("Cônjuge", "Cônjuge"),
    "household": ("Mora na mesma casa", "Mora na mesma casa"),
    "parent": ("Filho ou filha", "Pai ou mãe"),
    "employee": ("Trabalha em", "Funcionário"),
    "owner": ("Sócio de", "Sócio"),
    "group": ("Mesmo grupo econômico", "Mesmo grupo econômico"),
    "referred": ("Indicou", "Indicado por"),
    "fleet": ("Cuida da frota de", "Responsável pela frota"),
}
MUTUAL = frozenset({"spouse", "household", "group"})
# What may be chosen: the kind, read from the record at hand, and whether that record is the first of the two.
CHOICES = (
    ("spouse:1", "É cônjuge de"),
    ("household:1", "Mora na mesma casa que"),
    ("parent:1", "É pai ou mãe de"),
    ("parent:0", "É filho ou filha de"),
    ("employee:1", "Trabalha em"),
    ("employee:0", "Emprega"),
    ("owner:1", "É sócio de"),
    ("owner:0", "Tem como sócio"),
    ("referred:1", "Indicou"),
    ("referred:0", "Foi indicado por"),
    ("fleet:1", "Cuida da frota de"),
    ("fleet:0", "Tem a frota cuidada por"),
    ("group:1", "É do mesmo grupo que"),
)


def words(kind: str, *, is_first: bool) -> str:
    """What the other one is, said beside its name: seen from `party` (`is_first`) or from `other`."""
    return WORDS[kind][0 if is_first else 1]


def ends(kind: str, here: int, there: int, *, is_first: bool) -> tuple[int, int]:
    """The (party, other) under which a relation is kept. Mutual kinds are kept from the smaller number."""
    if kind in MUTUAL:
        return min(here, there), max(here, there)
    return (here, there) if is_first else (there, here)


# Half of the way from card to card when there are only two; half the width of a card; from one card to that below it.
_APART = 130
_HALF = 110
ROW = 62


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int


def middle(count: int, *, width: int, height: int) -> Point:
    """Where the party itself stands among `count` cards; with one alone, the two share the middle."""
    return Point(width // 2 - (_APART if count == 1 else 0), height // 2)


def around(count: int, *, width: int, height: int) -> list[Point]:
    """Where `count` cards stand on both sides of the party: in two columns from the top right, none on another.

    One stands beside it (see `middle`). The height fits them: `ROW` for each in the longer column.
    """
    if count == 1:
        return [Point(width // 2 + _APART, height // 2)]
    right, left = (count + 1) // 2, count // 2
    columns = [(width - _HALF, right), (_HALF, left)]
    return [
        Point(x, round(height / 2 + (place - (rows - 1) / 2) * ROW)) for x, rows in columns for place in range(rows)
    ]
