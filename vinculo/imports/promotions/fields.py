"""What a column of a spreadsheet of promotions can be. One row is a band, a customer, or both, of a promotion."""

from collections.abc import Mapping
from typing import Final

from vinculo.imports import customer_columns
from vinculo.imports.importer import Field

_PROMOTION: Final = "Promoção"
_BAND: Final = "Faixa"

FIELDS: Final = (
    Field(
        "promotion",
        "Código da promoção",
        _PROMOTION,
        "Diz de qual promoção é a linha. Obrigatório em todas.",
        "VERAO",
        ("promoção", "código", "campanha", "cod promoção"),
    ),
    Field(
        "name",
        "Nome da promoção",
        _PROMOTION,
        "Obrigatório na primeira linha de uma promoção nova.",
        "Verão 2027",
        ("nome", "descrição"),
    ),
    Field(
        "valid_from",
        "Vale desde",
        _PROMOTION,
        "dd/mm/aaaa; vazio em promoção nova, hoje.",
        "01/12/2026",
        ("início", "vigência", "data de início", "vale de", "data início"),
    ),
    Field("valid_until", "Vale até", _PROMOTION, "dd/mm/aaaa.", "31/01/2027", ("fim", "data fim", "validade", "até")),
    Field(
        "establishment",
        "Estabelecimento",
        _PROMOTION,
        "O código; vazio, todos.",
        "",
        ("filial", "loja", "local de faturamento"),
    ),
    Field("state", "UF do cliente", _PROMOTION, "Vazia, todas.", "", ("uf", "estado")),
    Field(
        "most",
        "Máximo por pedido",
        _PROMOTION,
        "A maior quantidade de um produto em um pedido; vazio, sem limite.",
        "",
        ("limite", "quantidade máxima", "quantidade máxima por pedido"),
    ),
    Field(
        "is_cumulative",
        "Soma com outras",
        _PROMOTION,
        "Sim ou não; vazio em promoção nova, não.",
        "Não",
        ("cumulativa", "soma com outras promoções", "acumula"),
    ),
    Field("product", "Código do produto", _BAND, "De um produto…", "FO-1001", ("sku", "cod produto", "produto")),
    Field("line", "Linha", _BAND, "…ou de todos os de uma linha (código ou nome)…", "", ("linha de produtos",)),
    Field("brand", "Marca", _BAND, "…ou de todos os de uma marca.", "", ("fabricante",)),
    Field("unit", "Unidade", _BAND, "A sigla; vazia, a da venda. Obrigatória com preço.", "", ("un", "um")),
    Field(
        "from_quantity",
        "A partir de",
        _BAND,
        "A quantidade em que a faixa começa; vazia, qualquer uma.",
        "10",
        ("quantidade mínima", "faixa", "qtd mínima", "quantidade"),
    ),
    Field(
        "percent", "Desconto (%)", _BAND, "Maior que 0 e menor que 100…", "5", ("desconto", "percentual", "% desconto")
    ),
    Field(
        "price",
        "Preço promocional",
        _BAND,
        "…ou o preço de uma unidade do produto.",
        "",
        ("preço", "valor", "preço unitário"),
    ),
    *customer_columns.FIELDS,
)
LENGTHS: Final = {
    **customer_columns.LENGTHS,
    "promotion": 20,
    "name": 80,
    "establishment": 100,
    "product": 40,
    "line": 80,
    "brand": 80,
    "unit": 20,
}
BAND: Final = ("product", "line", "brand", "unit", "from_quantity", "percent", "price")


def mapping_faults(mapping: Mapping[int, str], origin: str) -> list[str]:  # noqa: ARG001  (the importer's signature)
    """Why a file mapped so could not bring in any promotion; empty when it could."""
    mapped = set(mapping.values())
    faults = []
    if "promotion" not in mapped:
        faults.append("Indique a coluna do código da promoção.")
    if mapped & {"product", "line", "brand"} and not mapped & {"percent", "price"}:
        faults.append("Indique a coluna do desconto ou a do preço promocional.")
    if mapped & {"percent", "price"} and not mapped & {"product", "line", "brand"}:
        faults.append("Indique a coluna do produto, da linha ou da marca.")
    return faults
