"""One row of a spreadsheet of balances: every fault it has, and what it means if it had none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vinculo.catalogue.models import Unit
from vinculo.foundation import clock
from vinculo.foundation.reading import Row
from vinculo.imports.importer import Identity, Setting, Validate, Validated
from vinculo.imports.sheet_rows import RowReader, any_day
from vinculo.imports.stock_balances.fields import LENGTHS
from vinculo.kernel.text import fold
from vinculo.stock.models import Warehouse


@dataclass(frozen=True, slots=True)
class Counted:
    """A row without faults of its own. Without `unit_id` the product's stock unit is meant."""

    product: str
    warehouse_id: int
    unit_id: int | None
    lot: str
    manufactured_on: date | None
    expires_on: date | None
    quantity: Decimal


def compile_validator(setting: Setting, mapping: Mapping[int, str]) -> Validate:
    """Reads the company's warehouses (those within reach) and units once."""
    places = Warehouse.objects.visible_to(setting.actor) if setting.actor else Warehouse.objects.all()
    places = places.filter(company_id=setting.company_id, is_active=True)
    warehouses = {fold(code): pk for pk, code in places.values_list("pk", "code")}
    units = Unit.objects.filter(company_id=setting.company_id, is_active=True)
    unit_ids = {fold(code): pk for pk, code in units.values_list("pk", "code")}
    reader = RowReader(mapping, LENGTHS, paragraphs=frozenset())
    today = clock.today()

    def validate(row: Row) -> Validated:
        reader.begin(row)
        texts = reader.texts
        for key, words in (
            ("product", "o código do produto"),
            ("quantity", "a quantidade"),
            ("warehouse", "o armazém"),
        ):
            if key not in texts and not any(each.field == key for each in reader.found):
                reader.refuse(key, f"Informe {words}.")
        quantity = reader.figure("quantity", places=4, digits=15)
        warehouse = reader.one_of("warehouse", warehouses, "um armazém")
        unit = reader.one_of("unit", unit_ids, "uma unidade")
        made, expires = reader.read("manufactured_on", any_day), reader.read("expires_on", any_day)
        if made and made > today:
            reader.refuse("manufactured_on", f"A data {made:%d/%m/%Y} está no futuro.", texts["manufactured_on"])
        if made and expires and expires < made:
            reader.refuse("expires_on", "A validade vem antes da fabricação.", texts["expires_on"])
        lot = texts.get("lot", "").upper()
        if (made or expires) and not lot:
            reader.refuse("lot", "Diga de que lote são as datas.")
        product = texts.get("product", "").upper()
        record: list[object] = []
        identities: list[Identity] = []
        if quantity is not None and warehouse is not None and product:
            record = [Counted(product, warehouse, unit, lot, made, expires, quantity)]
            words = "Mesmo produto, armazém, unidade e lote"
            identities = [Identity(f"{product}|{warehouse}|{unit}|{lot}", "product", words, product)]
        return Validated(row.number, record, identities, list(reader.found))

    return validate
