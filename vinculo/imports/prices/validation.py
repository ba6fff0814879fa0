"""One row of a spreadsheet of prices: every fault it has, and what it means if it had none."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from vinculo.catalogue.models import Unit
from vinculo.foundation import clock
from vinculo.foundation.reading import Row
from vinculo.geography.models import State
from vinculo.imports.importer import Identity, Setting, Validate, Validated
from vinculo.imports.prices.fields import LENGTHS
from vinculo.imports.remarks import Severity
from vinculo.imports.sheet_rows import RowReader, any_day, by_code_or_name
from vinculo.kernel.brazil import document as documents
from vinculo.kernel.figures import plain_number
from vinculo.kernel.text import fold
from vinculo.organization.models import Establishment
from vinculo.price_book.models import PriceTable

# The columns of the staging table, in the order of a record.
STAGING: Final = (
    ("code", "text"),
    ("unit_id", "bigint"),
    ("system", "text"),
    ("customer_code", "text"),
    ("document", "text"),
    ("price", "numeric"),
    ("from_quantity", "numeric"),
    ("table_id", "bigint"),
    ("establishment_id", "bigint"),
    ("state_id", "text"),
    ("valid_from", "date"),
    ("valid_until", "date"),
)


def compile_validator(setting: Setting, mapping: Mapping[int, str]) -> Validate:
    """The function of rows for this mapping. Tables, units, branches and states are read here, once."""
    return RowValidator(setting, mapping, clock.today()).validate


class RowValidator:
    def __init__(self, setting: Setting, mapping: Mapping[int, str], today: date) -> None:
        self._row = RowReader(mapping, LENGTHS, paragraphs=frozenset())
        self._origin = setting.origin.lower()
        self._today = today
        company = setting.company_id
        self._units = {fold(code): pk for pk, code in Unit.objects.filter(company_id=company).values_list("pk", "code")}
        tables = PriceTable.objects.filter(company_id=company, is_active=True).order_by("code")
        self._tables: dict[str, int] = {}
        for table in tables:
            self._tables[fold(table.code)] = table.pk
        for table in tables:
            self._tables.setdefault(fold(table.name), table.pk)
        self._base = next((table.pk for table in tables if table.kind == PriceTable.Kind.BASE), None)
        places = Establishment.objects.filter(company_id=company, is_active=True)
        self._places = {fold(code): pk for pk, code in places.values_list("pk", "code")}
        self._states = by_code_or_name((code, code, name) for code, name in State.objects.values_list("code", "name"))

    def validate(self, row: Row) -> Validated:
        read = self._row
        read.begin(row)
        texts = read.texts
        product = read.code("product")
        if product is None and not any(each.field == "product" for each in read.found):
            read.refuse("product", "Informe o código do produto.")
        system, code, document = self._customer()
        price = read.figure("price", places=10, digits=20, above=0)
        if "price" not in texts and not any(each.field == "price" for each in read.found):
            read.refuse("price", "Informe o preço.")
        table = self._table(has_customer=bool(code or document or "customer_document" in texts))
        starts = read.read("valid_from", any_day) or self._today
        ends = read.read("valid_until", any_day)
        if ends is not None and ends < starts:
            read.refuse("valid_until", "O fim da validade não pode vir antes do começo.", texts["valid_until"])
        quantity = read.figure("from_quantity", places=4, digits=12) or Decimal(0)
        unit = read.one_of("unit", self._units, "uma unidade")
        place = read.one_of("establishment", self._places, "um estabelecimento")
        state = read.one_of("state", self._states, "uma UF")
        record = (product, unit, system, code, document, price, quantity, table, place, state, starts, ends)
        identities = []
        # A row that is refused is not the price of anything: it takes no other row's place.
        if product and not any(each.severity is Severity.REFUSAL for each in read.found):
            which = "|".join(
                map(
                    str,
                    (
                        product.upper(),
                        table,
                        unit,
                        place,
                        state,
                        f"{system}:{code}" if code else document,
                        plain_number(quantity),
                        starts,
                    ),
                )
            )
            identities.append(
                Identity(f"price:{which}", "product", "Mesmo preço (produto, cliente, tabela e início)", product)
            )
        return Validated(row.number, record, identities, read.found)

    def _customer(self) -> tuple[str | None, str | None, str | None]:
        """(origin, external code, document) of the customer; all None for a general price."""
        read, texts = self._row, self._row.texts
        code = texts.get("customer_code")
        document = read.read("customer_document", _document)
        if code is None and "customer_document" not in texts:
            # A price of one customer must never become everybody's for want of a cell.
            if "origin" in texts:
                words = "Informe o código ou o CPF/CNPJ do cliente; em preço geral, deixe a origem vazia."
                read.refuse("customer_code", words)
            return None, None, None
        system = texts.get("origin", self._origin).lower()
        if not system:
            read.refuse("origin", "Informe a origem (sistema) do cliente.")
            return None, None, None
        if code is not None and documents.is_scientific_notation(code.upper()):
            read.refuse(
                "customer_code", "A planilha guardou o código em notação científica; formate a coluna como texto.", code
            )
        return system, code, document

    def _table(self, *, has_customer: bool) -> int | None:
        read = self._row
        if "table" in read.texts:
            return read.one_of("table", self._tables, "uma tabela de preço")
        if not has_customer and not any(each.field in ("customer_code", "origin") for each in read.found):
            read.refuse("table", "Sem cliente, o preço é geral: informe a tabela de preço.")
            return None
        if self._base is None:
            read.refuse("table", "A empresa não tem tabela base: informe a tabela de preço.")
        return self._base


def _document(text: str) -> str:
    return documents.recover(text, None).document.value
