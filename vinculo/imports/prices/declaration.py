from vinculo.imports.importer import Importer
from vinculo.imports.prices.batch import PriceBatch
from vinculo.imports.prices.fields import FIELDS, mapping_faults
from vinculo.imports.prices.validation import compile_validator
from vinculo.price_book.permissions import Permission

PRICES = Importer(
    key="prices",
    title="Preços",
    verb="price_book.price.imported",
    fields=FIELDS,
    validator=compile_validator,
    batch=PriceBatch,
    mapping_faults=mapping_faults,
    hint="Preços de lista: de clientes (produto, cliente e origem) ou de uma tabela inteira.",
    icon="currency-real",
    permission=Permission.IMPORT,
    advice=(
        "Preço de cliente: código do produto, código ou CPF/CNPJ do cliente, e a origem. Preço geral: a tabela.",
        "Depois de processada, a lista aparece em Produtos › Manutenção › $.",
    ),
)
