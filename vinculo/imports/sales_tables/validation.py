"""One row of a spreadsheet of sales tables: every fault it has, and what it means if it had none."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from vinculo.foundation import clock
from vinculo.foundation.reading import Row
from vinculo.imports.customer_columns import CODE, DOCUMENT, Named, read_customer
from vinculo.imports.importer import Identity, Setting, Validate, Validated
from vinculo.imports.sales_tables.fields import LENGTHS
from vinculo.imports.sheet_rows import RowReader, any_day, by_code_or_name
from vinculo.organization.models import Establishment
from vinculo.price_book.models import PriceTable
from vinculo.stock.models import Warehouse


class Linked(NamedTuple):
    """The record of a row: who buys by which table, where, and when."""

    customer: Named | None
    establishment_id: int | None
    warehouse_id: int | None
    table_id: int | None
    valid_from: date
    valid_until: date | None


def compile_validator(setting: Setting, mapping: Mapping[int, str]) -> Validate:
    """The function of rows for this mapping. Tables, branches and warehouses are read here, once."""
    return RowValidator(setting, mapping, clock.today()).validate


class RowValidator:
    def __init__(self, setting: Setting, mapping: Mapping[int, str], today: date) -> None:
        self._row = RowReader(mapping, LENGTHS, paragraphs=frozenset())
        self._origin = setting.origin.lower()
        self._today = today
        own = {"company_id": setting.company_id, "is_active": True}
        self._tables = by_code_or_name(PriceTable.objects.filter(**own).values_list("pk", "code", "name"))
        self._places = by_code_or_name(Establishment.objects.filter(**own).values_list("pk", "code", "name"))
        self._warehouses = by_code_or_name(Warehouse.objects.filter(**own).values_list("pk", "code", "name"))

    def validate(self, row: Row) -> Validated:
        read = self._row
        read.begin(row)
        customer = read_customer(read, self._origin)
        table = read.one_of("table", self._tables, "uma tabela de preço")
        if "table" not in read.texts and not read.is_refused("table"):
            read.refuse("table", "Informe a tabela de preço.")
        place = read.one_of("establishment", self._places, "um estabelecimento")
        warehouse = read.one_of("warehouse", self._warehouses, "um armazém")
        if not {CODE, DOCUMENT, "establishment"} & (read.texts.keys() | {each.field for each in read.found}):
            read.refuse(DOCUMENT, "Informe o cliente, o local de faturamento, ou os dois.")
        starts = read.read("valid_from", any_day) or self._today
        ends = read.read("valid_until", any_day)
        if ends is not None and ends < starts:
            read.refuse("valid_until", "O fim da validade não pode vir antes do começo.", read.texts["valid_until"])
        record = Linked(customer, place, warehouse, table, starts, ends)
        found = Validated(row.number, record, [], read.found)
        if not found.is_refused:  # a row that does not enter takes no other row's place
            key = f"sales:{customer}|{place}|{warehouse}|{starts}"
            words = "Mesmo cliente, local, armazém e início"
            found.identities.append(Identity(key, "table", words, read.texts.get("table", "")))
        return found
