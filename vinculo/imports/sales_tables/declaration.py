from vinculo.imports.importer import Importer
from vinculo.imports.sales_tables.batch import SalesTableBatch
from vinculo.imports.sales_tables.contents import contents
from vinculo.imports.sales_tables.fields import FIELDS, mapping_faults
from vinculo.imports.sales_tables.validation import compile_validator
from vinculo.price_book.permissions import Permission

SALES_TABLES = Importer(
    key="sales_tables",
    title="Tabelas de venda",
    verb="price_book.sales_table.imported",
    fields=FIELDS,
    validator=compile_validator,
    batch=SalesTableBatch,
    mapping_faults=mapping_faults,
    hint="Por qual tabela de preço cada cliente compra, por local de faturamento e armazém.",
    icon="table",
    permission=Permission.IMPORT,
    contents=contents,
    export_permission=Permission.EXPORT,
    advice=(
        "A linha é reconhecida pelo cliente, local, armazém e começo da validade: repetida, troca a tabela e o fim.",
        "Sem cliente, a tabela é do local de faturamento, para quem não tem uma própria.",
    ),
)
