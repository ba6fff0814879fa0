"""What a column of a spreadsheet of balances can be."""

from collections.abc import Mapping
from typing import Final

from vinculo.imports.importer import Field

_WHAT: Final = "Produto"
_WHERE: Final = "Onde"
_LOT: Final = "Lote"

FIELDS: Final = (
    Field("product", "Código do produto", _WHAT, "O código do cadastro, o GTIN também serve.", "FO-0001",
          ("código", "cod", "código produto", "cod produto", "sku", "item", "referência", "gtin", "ean", "produto")),
    Field("quantity", "Em mãos", _WHAT, "O que foi contado; zero também conta.", "12",
          ("quantidade", "saldo", "estoque", "qtd", "qtde", "quant", "contagem", "contado", "saldo em estoque",
           "quantidade em estoque", "saldo atual", "em maos")),
    Field("unit", "Unidade", _WHAT, "Sigla; vazia, a unidade de estoque do produto.", "UN",
          ("un", "und", "unidade de medida", "um", "medida")),
    Field("warehouse", "Armazém", _WHERE, "O código do armazém.", "01-C",
          ("código do armazém", "cod armazém", "depósito", "local", "local de estoque", "almoxarifado", "estoque em")),
    Field("lot", "Lote", _LOT, "Obrigatório para produto controlado por lote.", "AB1234",
          ("número do lote", "nr lote", "num lote", "lote fabricante", "batch")),
    Field("manufactured_on", "Fabricação", _LOT, "dd/mm/aaaa.", "01/03/2026",
          ("data de fabricação", "dt fabricação", "fabricado em", "dt fab")),
    Field("expires_on", "Validade", _LOT, "dd/mm/aaaa.", "01/03/2028",
          ("data de validade", "dt validade", "vencimento", "vence em", "val", "dt venc")),
)  # fmt: skip
LENGTHS: Final = {"product": 60, "unit": 6, "warehouse": 20, "lot": 40}


def mapping_faults(mapping: Mapping[int, str], origin: str) -> list[str]:  # noqa: ARG001  (balances have no origin)
    """Why a file mapped so could not bring in any balance; empty when it could."""
    mapped = set(mapping.values())
    return [
        f"Indique a coluna de {words}."
        for key, words in (
            ("product", "código do produto"),
            ("quantity", "quantidade em mãos"),
            ("warehouse", "armazém"),
        )
        if key not in mapped
    ]
