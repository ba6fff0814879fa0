"""What a column of a spreadsheet of products can be."""

from collections.abc import Mapping
from typing import Final

from vinculo.imports.importer import Field

_IDENTITY: Final = "Produto"
_CLASS: Final = "Classificação"
_FISCAL: Final = "Dados fiscais"
_SALE: Final = "Venda e medidas"

FIELDS: Final = (
    Field(
        "code",
        "Código",
        _IDENTITY,
        "O código do produto na empresa, até 40 caracteres. Obrigatório.",
        "FO-1001",
        (
            "código do produto",
            "cod produto",
            "cód produto",
            "cod",
            "sku",
            "código interno",
            "referência interna",
            "item",
        ),
    ),
    Field(
        "description",
        "Descrição",
        _IDENTITY,
        "Até 200 caracteres. Obrigatória em produto novo.",
        "Filtro de óleo",
        ("descrição do produto", "produto", "nome", "nome do produto", "descricao"),
    ),
    Field(
        "unit",
        "Unidade",
        _IDENTITY,
        "A sigla da unidade de estoque. Obrigatória em produto novo.",
        "UN",
        ("un", "unid", "unidade de estoque", "unidade de medida", "unidade medida", "um"),
    ),
    Field("status", "Situação", _IDENTITY, "Ativo, Bloqueado ou Inativo.", "Ativo", ("status", "ativo")),
    Field(
        "manufacturer_code",
        "Código do fabricante",
        _IDENTITY,
        "A referência da embalagem, até 60 caracteres.",
        "PSL-55",
        ("referência", "ref", "part number", "pn", "código fabricante", "referencia fabricante", "ref fabricante"),
    ),
    Field(
        "gtin",
        "GTIN",
        _IDENTITY,
        "8, 12, 13 ou 14 dígitos, ou SEM GTIN. Formate a coluna como texto.",
        "7891910000197",
        ("ean", "ean13", "código de barras", "cod barras", "gtin ean", "barras"),
    ),
    Field(
        "keywords",
        "Palavras de busca",
        _IDENTITY,
        "Apelidos e aplicações, até 300 caracteres.",
        "",
        ("aplicação", "palavras-chave", "apelido"),
    ),
    Field(
        "technical_text",
        "Informação técnica",
        _IDENTITY,
        "Texto livre, até 10.000 caracteres.",
        "",
        ("informações técnicas", "observação", "descrição técnica", "detalhes"),
    ),
    Field(
        "brand",
        "Marca",
        _CLASS,
        "Pelo nome; a marca que não existe é cadastrada.",
        "Tecfil",
        ("fabricante", "marca do produto"),
    ),
    Field("model", "Modelo", _CLASS, "Pelo nome, da tabela de modelos.", "", ("modelo do produto",)),
    Field(
        "line",
        "Linha",
        _CLASS,
        "Pelo código ou nome, da tabela de linhas.",
        "Filtração",
        ("linha de produto", "grupo", "família"),
    ),
    Field(
        "product_class",
        "Classe",
        _CLASS,
        "Pelo código ou nome, da tabela de classes.",
        "",
        ("categoria", "subgrupo", "departamento"),
    ),
    Field(
        "type", "Tipo", _CLASS, "Pelo nome, da tabela de tipos.", "Mercadoria", ("tipo de produto", "tipo do produto")
    ),
    Field(
        "species",
        "Espécie",
        _CLASS,
        "O código do tipo de item do SPED (00 a 10, 99).",
        "00",
        ("tipo item", "tipo do item", "tipo sped"),
    ),
    Field("ncm", "NCM", _FISCAL, "8 dígitos, em vigor.", "84212300", ("classificação fiscal", "ncm sh", "codigo ncm")),
    Field("cest", "CEST", _FISCAL, "7 dígitos, do Convênio ICMS 142/2018.", "0107500", ("codigo cest",)),
    Field(
        "origin",
        "Origem da mercadoria",
        _FISCAL,
        "O código de 0 a 8.",
        "0",
        ("origem", "orig", "origem do produto", "origem icms"),
    ),
    Field(
        "fiscal_group", "Agrupamento fiscal", _FISCAL, "Pelo código ou nome.", "", ("grupo fiscal", "grupo tributário")
    ),
    Field("fiscal_category", "Categoria fiscal", _FISCAL, "Pelo código ou nome.", "", ("categoria tributária",)),
    Field(
        "anvisa_registration",
        "Registro ANVISA",
        _FISCAL,
        "13 dígitos.",
        "",
        ("anvisa", "registro ms", "registro na anvisa"),
    ),
    Field("sale_unit", "Unidade de venda", _SALE, "A sigla; vazia, a de estoque.", "", ("un venda", "unidade venda")),
    Field(
        "sale_multiple",
        "Múltiplo de venda",
        _SALE,
        "Só se vende em múltiplos desta quantidade.",
        "1",
        ("múltiplo", "embalagem"),
    ),
    Field(
        "minimum_sale",
        "Quantidade mínima",
        _SALE,
        "A menor quantidade que se vende.",
        "",
        ("mínimo de venda", "venda mínima"),
    ),
    Field("maximum_discount", "Desconto máximo", _SALE, "Em %, até 100.", "10", ("desconto máximo (%)", "desc max")),
    Field("net_weight", "Peso líquido", _SALE, "Em kg.", "0,35", ("peso liq", "peso líquido (kg)", "peso")),
    Field("gross_weight", "Peso bruto", _SALE, "Em kg; não menor que o líquido.", "0,4", ("peso bruto (kg)",)),
    Field("warranty_months", "Garantia", _SALE, "Em meses.", "3", ("garantia (meses)", "meses de garantia")),
    Field("tracks_lots", "Controla lote", _SALE, "Sim ou não.", "", ("lote", "controla validade", "controle de lote")),
)

LENGTHS: Final = {
    "code": 40,
    "description": 200,
    "manufacturer_code": 60,
    "keywords": 300,
    "technical_text": 10_000,
    "brand": 80,
}
FISCAL_FIELDS: Final = frozenset({"ncm", "cest", "origin", "fiscal_group", "fiscal_category", "anvisa_registration"})


def mapping_faults(mapping: Mapping[int, str], _origin: str) -> list[str]:
    """Why a file mapped so could not bring in any product; empty when it could."""
    mapped = set(mapping.values())
    faults = []
    if "code" not in mapped:
        faults.append("Indique a coluna do código do produto.")
    if len(mapped - {"code"}) == 0:
        faults.append("Indique ao menos mais uma coluna: só com o código não há o que gravar.")
    return faults
