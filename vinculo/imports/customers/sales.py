"""The section of sales tables of a row: by which price table the customer buys, by invoicing site and warehouse."""

from collections.abc import Mapping
from typing import Final

from vinculo.imports.importer import Setting
from vinculo.imports.remarks import Found, Severity
from vinculo.imports.sheet_rows import by_code_or_name
from vinculo.kernel.text import fold
from vinculo.organization.models import Establishment
from vinculo.price_book.models import PriceTable
from vinculo.price_book.permissions import Permission
from vinculo.stock.models import Warehouse

TABLE: Final = "sales_table"
SITE: Final = "billing_site"
WAREHOUSE: Final = "warehouse"
KEYS: Final = frozenset({TABLE, SITE, WAREHOUSE})
Sale = dict[str, int | None]


class SalesReader:
    """Reads the company's tables, sites and warehouses once, when it is made."""

    def __init__(self, setting: Setting) -> None:
        own = {"company_id": setting.company_id, "is_active": True}
        self._known: Mapping[str, tuple[Mapping[str, int], str]] = {
            TABLE: (
                by_code_or_name(PriceTable.objects.filter(**own).values_list("pk", "code", "name")),
                "uma tabela de preço",
            ),
            SITE: (
                by_code_or_name(Establishment.objects.filter(**own).values_list("pk", "code", "name")),
                "um estabelecimento",
            ),
            WAREHOUSE: (
                by_code_or_name(Warehouse.objects.filter(**own).values_list("pk", "code", "name")),
                "um armazém",
            ),
        }
        self._is_allowed = setting.actor is None or setting.actor.may(Permission.MANAGE)

    def read(self, texts: Mapping[str, str], found: list[Found]) -> list[Sale] | None:
        """One of `table`, `site` and `warehouse` for each table named; None when the row says nothing.

        Several are parted by semicolons, with as many sites and warehouses as tables, or one for all; an empty one is
        any. The row's faults are added to `found`.
        """
        if not any(key in texts for key in KEYS):
            return None
        if not self._is_allowed:
            _refuse(found, TABLE, "Seu perfil não permite definir tabelas de venda.", texts.get(TABLE, ""))
            return None
        if TABLE not in texts:
            _refuse(found, TABLE, "Falta a tabela de venda deste local de faturamento ou armazém.")
            return None
        count = len(_parts(texts[TABLE]))
        read = {key: self._ids(key, texts.get(key, ""), count, found) for key in (TABLE, SITE, WAREHOUSE)}
        if any(ids is None for ids in read.values()):
            return None
        sales: list[Sale] = []
        places: set[tuple[int | None, int | None]] = set()
        for table, site, warehouse in zip(*(ids or () for ids in read.values()), strict=True):
            if (site, warehouse) in places:
                _refuse(found, TABLE, "Há mais de uma tabela para o mesmo local e armazém.", texts[TABLE])
                return None
            places.add((site, warehouse))
            sales.append({"table": table, "site": site, "warehouse": warehouse})
        return sales

    def _ids(self, key: str, text: str, count: int, found: list[Found]) -> list[int | None] | None:
        """The ids named, `count` of them; None when something is wrong, which `found` then tells."""
        parts = _parts(text)
        if len(parts) == 1:
            parts *= count
        if len(parts) != count:
            sentence = f"São {count} tabelas de venda e {len(parts)} aqui: informe um para cada, ou um só."
            _refuse(found, key, sentence, text)
            return None
        known, what = self._known[key]
        ids: list[int | None] = []
        for part in parts:
            # Spreadsheets turn 01 into 1.
            place = known.get(fold(part)) or known.get(part.zfill(2)) if part else None
            if place is None and (part or key == TABLE):
                _refuse(found, key, f"“{part[:60]}” não é {what} em uso; cadastre, ou confira a escrita.", text)
                return None
            ids.append(place)
        return ids


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";")]


def _refuse(found: list[Found], key: str, sentence: str, value: str = "") -> None:
    found.append(Found(key, Severity.REFUSAL, sentence, value))
