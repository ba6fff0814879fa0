from vinculo.customers.panels import RECORD
from vinculo.imports.customers.batch import CustomerBatch, keep_listed
from vinculo.imports.customers.fields import FIELDS, OPTIONS, mapping_faults, option_faults
from vinculo.imports.customers.validation import compile_validator
from vinculo.imports.importer import Importer

CUSTOMERS = Importer(
    key="customers",
    title="Clientes",
    verb="customers.imported",
    fields=FIELDS,
    validator=compile_validator,
    batch=CustomerBatch,
    mapping_faults=mapping_faults,
    has_apart_batches=True,  # each party is claimed by one row of the file, and no row makes one refer to another
    after_reversal=keep_listed,
    record=RECORD,
    hint="Clientes e prospects, com endereços, contatos, carteira e consentimentos.",
    icon="users",
    advice=(
        "Endereço, telefone ou e-mail diferente do que existe é acrescentado ao cadastro, nunca gravado por cima.",
    ),
    options=OPTIONS,
    option_faults=option_faults,
)
