"""One row of a spreadsheet of promotions: every fault it has, and what it means if it had none.

What is of the promotion itself (name, days, place…) may be written in its first row alone, or in all of them alike.
Rows are validated in the order of the file, so each knows what the ones before said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from vinculo.catalogue.models import Brand, Line, Unit
from vinculo.foundation.reading import Row
from vinculo.geography.models import State
from vinculo.imports.customer_columns import Named, read_customer
from vinculo.imports.importer import Setting, Validate, Validated
from vinculo.imports.promotions.fields import BAND, LENGTHS
from vinculo.imports.sheet_rows import RowReader, any_day, by_code_or_name
from vinculo.kernel.text import fold
from vinculo.organization.models import Establishment

HEADER: Final = {
    "name": "name",
    "valid_from": "valid_from",
    "valid_until": "valid_until",
    "establishment": "establishment_id",
    "state": "state_id",
    "most": "most",
    "is_cumulative": "is_cumulative",
}


class Target(NamedTuple):
    """What a band is of, and where it begins: its key within the promotion. The product by its code."""

    product: str
    line_id: int | None
    brand_id: int | None
    unit_id: int | None
    from_quantity: Decimal


class Effect(NamedTuple):
    percent: Decimal | None
    price: Decimal | None


class Offered(NamedTuple):
    """The record of a row. `header` is what the file says of the promotion so far, by attribute of the model."""

    code: str
    header: Mapping[str, Any]
    target: Target | None
    effect: Effect | None
    customer: Named | None


@dataclass(slots=True)
class _Seen:
    """What the file said of one promotion so far; `wrong` is the row whose words about it cannot be taken."""

    number: int
    header: dict[str, Any] = field(default_factory=dict)
    bands: dict[Target, tuple[int, Effect]] = field(default_factory=dict)
    wrong: int = 0


def compile_validator(setting: Setting, mapping: Mapping[int, str]) -> Validate:
    """The function of rows for this mapping. Lines, brands, units and places are read here, once."""
    return RowValidator(setting, mapping).validate


class RowValidator:
    def __init__(self, setting: Setting, mapping: Mapping[int, str]) -> None:
        self._row = RowReader(mapping, LENGTHS, paragraphs=frozenset())
        self._origin = setting.origin.lower()
        own = {"company_id": setting.company_id}
        self._lines = by_code_or_name(Line.objects.filter(**own).values_list("pk", "code", "name"))
        self._brands = {fold(name): pk for pk, name in Brand.objects.filter(**own).values_list("pk", "name")}
        units = Unit.objects.filter(**own, is_active=True)
        self._units = {fold(code): pk for pk, code in units.values_list("pk", "code")}
        places = Establishment.objects.filter(**own, is_active=True)
        self._places = by_code_or_name(places.values_list("pk", "code", "name"))
        self._states = by_code_or_name((code, code, name) for code, name in State.objects.values_list("code", "name"))
        self._seen: dict[str, _Seen] = {}

    def validate(self, row: Row) -> Validated:
        read = self._row
        read.begin(row)
        code = "".join(read.texts.get("promotion", "").split()).upper()
        if not code and not read.is_refused("promotion"):
            read.refuse("promotion", "Informe o código da promoção.")
        seen = self._seen.setdefault(code, _Seen(row.number)) if code else _Seen(row.number)
        self._read_header(row.number, seen)
        target, effect = self._band(row.number, seen)
        customer = read_customer(read, self._origin)
        return Validated(row.number, Offered(code, dict(seen.header), target, effect, customer), [], read.found)

    def _read_header(self, number: int, seen: _Seen) -> None:
        """Join what the row says of the promotion to what the rows before said; a difference is a fault."""
        read = self._row
        before = len(read.found)
        said = {
            "name": read.texts.get("name"),
            "valid_from": read.read("valid_from", any_day),
            "valid_until": read.read("valid_until", any_day),
            "establishment": read.one_of("establishment", self._places, "um estabelecimento"),
            "state": read.one_of("state", self._states, "uma UF"),
            "most": read.figure("most", places=4, digits=12, above=0),
            "is_cumulative": read.yes_or_no("is_cumulative"),
        }
        for column, value in said.items():
            name = HEADER[column]
            if value is None:
                continue
            if seen.header.setdefault(name, value) != value:
                words = f"Difere do que a linha {seen.number} diz desta promoção."
                read.refuse(column, words, read.texts[column])
        starts, ends = seen.header.get("valid_from"), seen.header.get("valid_until")
        dated = said["valid_from"] or said["valid_until"]
        if dated and isinstance(starts, date) and isinstance(ends, date) and ends < starts:
            read.refuse("valid_until", "O fim da validade não pode vir antes do começo.")
        if any(each.field in HEADER for each in read.found[before:]):
            seen.wrong = seen.wrong or number
        elif seen.wrong:
            read.refuse("promotion", f"A linha {seen.wrong} tem erro nos dados desta promoção; corrija-a primeiro.")

    def _band(self, number: int, seen: _Seen) -> tuple[Target | None, Effect | None]:
        read = self._row
        if not any(name in read.texts or read.is_refused(name) for name in BAND):
            return None, None
        line = read.one_of("line", self._lines, "uma linha")
        brand = read.one_of("brand", self._brands, "uma marca")
        unit = read.one_of("unit", self._units, "uma unidade")
        quantity = read.figure("from_quantity", places=4, digits=12) or Decimal(0)
        percent = read.figure("percent", places=4, digits=7, above=0)
        price = read.figure("price", places=10, digits=20, above=0)
        targets = [name for name in ("product", "line", "brand") if name in read.texts or read.is_refused(name)]
        if len(targets) != 1:
            read.refuse("product", "A faixa é de um produto, ou de uma linha, ou de uma marca: informe só um.")
        if percent is not None and percent >= 100:
            read.refuse("percent", "O desconto fica entre 0 e 100%.", read.texts["percent"])
        effects = [name for name in ("percent", "price") if name in read.texts or read.is_refused(name)]
        if len(effects) != 1:
            read.refuse("percent", "Informe o desconto ou o preço promocional: só um dos dois.")
        if price is not None and (targets != ["product"] or "unit" not in read.texts):
            read.refuse("price", "Preço próprio é de um produto e de uma unidade.", read.texts["price"])
        target = Target(read.texts.get("product", ""), line, brand, unit, quantity)
        effect = Effect(percent, price)
        first, said = seen.bands.setdefault(target._replace(product=target.product.upper()), (number, effect))
        if said != effect:
            read.refuse("from_quantity", f"A linha {first} dá outro desconto ou preço para a mesma faixa.")
        return target, effect
