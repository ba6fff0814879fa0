"""Lines copied from a spreadsheet, as the grid of the simulator takes them: by the order of its columns."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db.models import Q

from vinculo.catalogue.models import Unit
from vinculo.catalogue.queries import products
from vinculo.foundation.access import Actor
from vinculo.kernel.figures import counted
from vinculo.kernel.text import storable

_HEADERS: Final = frozenset({"produto", "código", "codigo", "item", "sku"})
_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line in the words of its fields; `product` and `unit` are the numbers the form sends, empty when not known."""

    product: str
    words: str
    quantity: str
    unit: str
    discount: str
    new_price: str


def pasted_lines(actor: Actor, text: str, *, most: int) -> tuple[list[PastedLine], str]:
    """The lines of a text whose cells are apart by tabs or semicolons, and a sentence on how it went.

    Cells: product (its code or GTIN), quantity (1 when there is none), unit, discount, new price. A heading is left
    out. What is not found stays in the field, for the person to see. Two queries, whatever the number of lines; of more
    than `most` none is taken.
    """
    rows = [_cells(line) for line in storable(text).splitlines() if line.strip()]
    if rows and rows[0][0].casefold() in _HEADERS:
        rows = rows[1:]
    if len(rows) > most:
        return [], f"Cabem {most} itens em uma simulação; o que foi colado tem {len(rows)}."
    known = _products(actor, {row[0] for row in rows})
    codes = {row[2].upper() for row in rows if row[2]}
    in_use = Unit.objects.filter(company_id=actor.company_id, is_active=True, code__in=codes)
    units = dict(in_use.values_list("code", "pk")) if codes else {}
    lines = [_line(row, known, units) for row in rows]
    missing = [row[0] or "um item sem código" for row in rows if row[0].upper() not in known]
    missing += [row[2] for row in rows if row[2] and row[2].upper() not in units]
    return lines, _sentence(len(lines), missing)


def as_data(lines: list[PastedLine]) -> list[dict[str, Any]]:
    return [asdict(line) for line in lines]


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
    # `FO-1 · Filtro`, as the grid and its exports write a product.
    cells[0] = cells[0].partition(" · ")[0]
    return (cells + [""] * 5)[:5]


def _products(actor: Actor, written: set[str]) -> dict[str, tuple[int, str]]:
    """(id, words) of the products, by the code or GTIN that was written, in capitals."""
    wanted = {each for text in written for each in (text, text.upper()) if text}
    rows = products(actor).filter(Q(code__in=wanted) | Q(gtin__in=wanted))
    found: dict[str, tuple[int, str]] = {}
    for pk, code, gtin, description in rows.values_list("pk", "code", "gtin", "description"):
        if gtin:
            found.setdefault(gtin, (pk, f"{code} · {description}"))
        found[code.upper()] = (pk, f"{code} · {description}")
    return found


def _line(row: list[str], known: Mapping[str, tuple[int, str]], units: Mapping[str, int]) -> PastedLine:
    written, quantity, unit, discount, new_price = row
    product, words = known.get(written.upper(), ("", written))
    return PastedLine(str(product), words, quantity or "1", str(units.get(unit.upper(), "")), discount, new_price)


def _sentence(count: int, missing: list[str]) -> str:
    told = f"{counted(count, 'item colado', 'itens colados')}."
    if not missing:
        return told
    some = ", ".join(missing[:_TOLD])
    more = f" e mais {len(missing) - _TOLD}" if len(missing) > _TOLD else ""
    return f"{told} Não foram encontrados: {some}{more}."
