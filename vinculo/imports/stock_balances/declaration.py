from vinculo.imports.importer import Importer
from vinculo.imports.stock_balances.batch import BalanceBatch
from vinculo.imports.stock_balances.fields import FIELDS, mapping_faults
from vinculo.imports.stock_balances.undoing import reverse
from vinculo.imports.stock_balances.validation import compile_validator
from vinculo.stock.permissions import Permission
from vinculo.stock.verbs import Verb

STOCK_BALANCES = Importer(
    key="stock_balances",
    title="Saldos de estoque",
    verb=Verb.IMPORTED,
    fields=FIELDS,
    validator=compile_validator,
    batch=BalanceBatch,
    mapping_faults=mapping_faults,
    reverse=reverse,
    hint="O que foi contado em cada armazém e lote: vira o saldo, pela diferença.",
    icon="stack-2",
    permission=Permission.IMPORT,
    has_origin=False,
    advice=(
        "Cada linha é uma contagem: o saldo passa a ser a quantidade informada, zero inclusive.",
        "O que não está na planilha fica como está. O que está reservado não pode ser contado para menos.",
        "A lista de saldos exportada tem as mesmas colunas: exporte, corrija e importe.",
    ),
)
