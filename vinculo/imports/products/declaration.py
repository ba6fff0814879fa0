from vinculo.catalogue.permissions import Permission
from vinculo.imports.importer import Importer
from vinculo.imports.products.batch import ProductBatch
from vinculo.imports.products.fields import FIELDS, mapping_faults
from vinculo.imports.products.validation import compile_validator

PRODUCTS = Importer(
    key="products",
    title="Produtos",
    verb="catalogue.product.imported",
    fields=FIELDS,
    validator=compile_validator,
    batch=ProductBatch,
    mapping_faults=mapping_faults,
    hint="Cadastro de produtos: códigos, marcas, linhas, dados fiscais, medidas.",
    icon="package",
    permission=Permission.CREATE,
    has_origin=False,
    advice=("O produto é reconhecido pelo código. O que a planilha não traz fica como está.",),
)
