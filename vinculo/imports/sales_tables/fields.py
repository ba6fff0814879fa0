"""What a column of a spreadsheet of sales tables can be."""

from collections.abc import Mapping
from typing import Final

from vinculo.imports import customer_columns
from vinculo.imports.importer import Field
from vinculo.imports.validity import validity_columns

_WHERE: Final = "Onde e quando vale"

FIELDS: Final = (
    *customer_columns.FIELDS,
    Field(
        "table",
        "Tabela de preço",
        "Tabela",
        "O código ou o nome da tabela de preço. Obrigatória.",
        "",
        ("tabela", "tabela de venda", "lista de preço", "código da tabela", "cod tabela"),
    ),
    Field(
        "establishment",
        "Local de faturamento",
        _WHERE,
        "O código do estabelecimento; vazio, todos.",
        "",
        ("estabelecimento", "filial", "loja", "código da filial"),
    ),
    Field("warehouse", "Armazém", _WHERE, "O código do armazém; vazio, todos.", "", ("depósito", "cod armazém")),
    *validity_columns(_WHERE),
)
LENGTHS: Final = {**customer_columns.LENGTHS, "table": 80, "establishment": 20, "warehouse": 60}


def mapping_faults(mapping: Mapping[int, str], origin: str) -> list[str]:  # noqa: ARG001  (the importer's signature)
    """Why a file mapped so could not say by which table anybody buys; empty when it could."""
    mapped = set(mapping.values())
    faults = []
    if "table" not in mapped:
        faults.append("Indique a coluna da tabela de preço.")
    if not mapped & {customer_columns.CODE, customer_columns.DOCUMENT, "establishment"}:
        faults.append("Indique a coluna do cliente (código ou CPF/CNPJ) ou a do local de faturamento.")
    return faults
