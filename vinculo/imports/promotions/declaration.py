from vinculo.imports.importer import Importer
from vinculo.imports.promotions.batch import PromotionBatch
from vinculo.imports.promotions.contents import contents
from vinculo.imports.promotions.fields import FIELDS, mapping_faults
from vinculo.imports.promotions.validation import compile_validator
from vinculo.price_book.permissions import Permission

PROMOTIONS = Importer(
    key="promotions",
    title="Promoções",
    verb="price_book.promotion.imported",
    fields=FIELDS,
    validator=compile_validator,
    batch=PromotionBatch,
    mapping_faults=mapping_faults,
    hint="Promoções com suas faixas e seus clientes, por código ou CPF/CNPJ.",
    icon="discount",
    permission=Permission.IMPORT,
    contents=contents,
    export_permission=Permission.EXPORT,
    advice=(
        "Cada linha é uma faixa, um cliente, ou os dois, da promoção do código.",
        "Os dados da promoção (nome, datas, lugar) podem vir só na primeira linha dela.",
        "Faixas e clientes que não estão na planilha ficam como estão; para retirá-los, use a página da promoção.",
    ),
)
