"""What a column of a spreadsheet of prices can be."""

from collections.abc import Mapping
from typing import Final

from vinculo.imports.importer import Field
from vinculo.imports.validity import validity_columns

_PRODUCT: Final = "Produto"
_CUSTOMER: Final = "Cliente"
_PRICE: Final = "Preço"
_WHERE: Final = "Onde e quando vale"

FIELDS: Final = (
    Field(
        "product",
        "Código do produto",
        _PRODUCT,
        "O código do produto na empresa. Obrigatório.",
        "FO-1001",
        ("cod produto", "código", "sku", "item", "cód. produto", "produto"),
    ),
    Field(
        "unit",
        "Unidade",
        _PRODUCT,
        "A sigla; vazia, a unidade de venda do produto.",
        "UN",
        ("un", "unidade de venda", "um"),
    ),
    Field(
        "customer_code",
        "Código do cliente",
        _CUSTOMER,
        "O código do cliente no sistema de origem. Preço de cliente: informe o código ou o CPF/CNPJ, e a origem.",
        "C-1001",
        ("cliente", "cod cliente", "código externo", "cód. cliente", "codigo cliente"),
    ),
    Field(
        "customer_document",
        "CPF/CNPJ do cliente",
        _CUSTOMER,
        "Com ou sem pontuação. Formate a coluna como texto.",
        "",
        ("cpf", "cnpj", "cpf cnpj", "cnpj cpf", "documento", "cpf ou cnpj", "cnpj do cliente", "cpf cnpj cliente"),
    ),
    Field(
        "origin",
        "Origem",
        _CUSTOMER,
        "O sistema de onde vem o cliente (DMS, ERP…). Obrigatória com cliente.",
        "DMS",
        ("sistema", "sistema de origem", "origem do cliente", "origem do código"),
    ),
    Field(
        "price",
        "Preço",
        _PRICE,
        "Em reais por unidade, maior que zero, até 10 decimais. Obrigatório.",
        "45,90",
        ("valor", "preço de lista", "preço unitário", "preço de venda", "vlr", "preco", "valor unitário", "novo preço"),
    ),
    Field(
        "from_quantity",
        "A partir de",
        _PRICE,
        "A quantidade a partir da qual o preço vale.",
        "",
        ("quantidade mínima", "faixa", "a partir de (quantidade)", "qtd mínima"),
    ),
    Field(
        "table",
        "Tabela",
        _WHERE,
        "O código da tabela de preço. Obrigatória em preço geral, sem cliente.",
        "",
        ("tabela de preço", "lista", "lista de preço", "código da tabela", "cod tabela"),
    ),
    Field(
        "establishment",
        "Estabelecimento",
        _WHERE,
        "O código; vazio, todos.",
        "",
        ("filial", "loja", "código da filial"),
    ),
    Field("state", "UF", _WHERE, "A UF do cliente; vazia, todas.", "", ("estado", "uf do cliente", "uf destino")),
    *validity_columns(_WHERE),
)
LENGTHS: Final = {"product": 40, "customer_code": 60, "origin": 40, "table": 20}


def mapping_faults(mapping: Mapping[int, str], origin: str) -> list[str]:
    """Why a file mapped so could not bring in any price; empty when it could."""
    mapped = set(mapping.values())
    faults = []
    if "product" not in mapped:
        faults.append("Indique a coluna do código do produto.")
    if "price" not in mapped:
        faults.append("Indique a coluna do preço.")
    has_customer = bool(mapped & {"customer_code", "customer_document"})
    if has_customer and "origin" not in mapped and not origin:
        faults.append("Informe a origem (sistema) dos clientes, em uma coluna ou no campo “Origem”.")
    if not has_customer and "table" not in mapped:
        faults.append("Indique o cliente (código ou CPF/CNPJ, e origem) ou, em lista geral, a tabela de preço.")
    return faults
