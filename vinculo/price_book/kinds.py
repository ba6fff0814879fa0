"""The commercial matrices, declared: what each decides and by which keys. The rows are the company's."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from vinculo.engines.decision import Key, Kind, Result, ResultType, Weight

_CUSTOMER: Final = (
    Key("customer", "Cliente", Weight.CUSTOMER, subject="customer"),
    Key("customer_class", "Classe do cliente", Weight.CUSTOMER_CLASS, subject="customer_class"),
)
_PRODUCT: Final = (
    Key("product", "Produto", Weight.PRODUCT, subject="product"),
    Key("product_line", "Linha de produtos", Weight.LINE, subject="product_line"),
    Key("brand", "Marca", Weight.OTHER, subject="brand"),
)
_UF: Final = Key("destination_uf", "UF do cliente", Weight.UF, subject="uf")
_PLACE: Final = Key("establishment", "Estabelecimento", Weight.ESTABLISHMENT, subject="establishment")
_TERM: Final = Key("payment_term", "Condição de pagamento", Weight.OTHER, subject="payment_term")
_CHANNEL: Final = Key("channel", "Origem do pedido", Weight.OTHER)
_QUANTITY: Final = Key("quantity", "Quantidade", Weight.OTHER, decimals=4)
_VALUE: Final = Key("order_value", "Valor do pedido", Weight.OTHER, decimals=2, unit="R$")
_DISCOUNT: Final = Key("discount", "Desconto dado", Weight.OTHER, decimals=2, unit="%")
_GROSS: Final = Key("gross_margin", "MB", Weight.OTHER, decimals=2, unit="%", is_signed=True)

SEVERITIES: Final = (("block", "Bloqueia"), ("authority", "Pede alçada"), ("warning", "Só avisa"))
COMMISSION_BASES: Final = (("net_goods", "Mercadorias com desconto"), ("total", "Total da nota"))
TRIGGERS: Final = (("invoicing", "No faturamento"), ("receipt", "No recebimento"))


_NONE: Final = Decimal(0)
_WHOLE: Final = Decimal(100)


def _percent(
    name: str,
    label: str,
    text: str = "",
    *,
    required: bool = False,
    least: Decimal | None = _NONE,
    most: Decimal | None = _WHOLE,
) -> Result:
    return Result(name, label, ResultType.PERCENT, required=required, decimals=4, help=text, least=least, most=most)


def _money(name: str, label: str, text: str = "", decimals: int = 2) -> Result:
    return Result(name, label, ResultType.MONEY, decimals=decimals, help=text, least=_NONE)


_MARGINS: Final = (
    _percent("least_gross", "MB mínima", least=None),
    _percent("most_gross", "MB máxima", least=None),
    _percent("least_contribution", "MC mínima", least=None),
    _percent("most_contribution", "MC máxima", least=None),
)
NEGOTIATION: Final = Kind(
    "negotiation",
    "Negociação",
    (
        Key("scenario", "Cenário", Weight.OTHER, subject="negotiation_scenario"),
        *_CUSTOMER,
        *_PRODUCT,
        _UF,
        _PLACE,
        _TERM,
        _CHANNEL,
        _QUANTITY,
    ),
    (
        _percent("percent", "% sobre o preço", "Negativo é desconto, positivo é acréscimo.", least=-_WHOLE, most=None),
        Result(
            "price_table",
            "Tabela de preço",
            ResultType.CODE,
            subject="price_table",
            help="O preço de lista vem dela, qualquer que seja a do cliente.",
        ),
        _money("price", "Preço próprio", "No lugar do preço de lista, por unidade de venda do produto.", decimals=6),
        _money("least_price", "Preço mínimo", "Por unidade de venda do produto. Abaixo dele, alçada.", decimals=6),
        _percent("least_discount", "Desconto mínimo do vendedor"),
        _percent("most_discount", "Desconto máximo do vendedor"),
        *_MARGINS,
    ),
    help="O que cada cenário faz com o preço, e as faixas de margem que ele admite em cada item.",
)
ORDER_MARGIN: Final = Kind(
    "order_margin",
    "Margem do pedido",
    (
        Key("scenario", "Cenário", Weight.OTHER, subject="negotiation_scenario"),
        *_CUSTOMER,
        _UF,
        _PLACE,
        _TERM,
        _CHANNEL,
        _VALUE,
    ),
    (*_MARGINS, Result("severity", "Fora da faixa", ResultType.CODE, choices=SEVERITIES)),
    help="A menor e a maior margem do pedido inteiro; a de cada item fica na matriz de negociação.",
)
MINIMUM_VALUE: Final = Kind(
    "minimum_value",
    "Valor mínimo",
    (*_CUSTOMER, _UF, _PLACE, _TERM, _CHANNEL),
    (
        _money("minimum_order", "Pedido mínimo", "Mercadorias menos descontos, sem IPI, ST e frete."),
        _money("minimum_line", "Mínimo por item"),
        _money("minimum_instalment", "Parcela mínima"),
        Result("severity", "Abaixo do mínimo", ResultType.CODE, choices=SEVERITIES),
    ),
    help="O menor pedido, o menor item e a menor parcela que se aceita.",
)
FREIGHT: Final = Kind(
    "freight",
    "Frete",
    (
        Key("customer", "Cliente", Weight.CUSTOMER, subject="customer"),
        Key("municipality", "Município", 2 * Weight.UF, subject="municipality"),
        _UF,
        _PLACE,
        Key("carrier", "Transportadora", Weight.OTHER, subject="carrier"),
        Key("freight_type", "Tipo de frete", Weight.OTHER, subject="freight_type"),
        Key("weight", "Peso", Weight.OTHER, decimals=3, unit="kg"),
        _VALUE,
    ),
    (
        _money("fixed", "Valor fixo"),
        _money("per_kg", "Por kg", decimals=4),
        _percent("ad_valorem", "Ad valorem"),
        _money("least", "Frete mínimo"),
        _money("free_from", "Grátis a partir de"),
        Result("transit_days", "Dias úteis de entrega", ResultType.INTEGER, least=_NONE),
    ),
    help="Quanto custa entregar e em quantos dias úteis.",
)
PRODUCT_UNIT: Final = Kind(
    "product_unit",
    "Unidade do produto",
    (*_CUSTOMER, *_PRODUCT, _PLACE, _CHANNEL),
    (
        Result("units", "Unidades permitidas", ResultType.TEXT, help="Siglas separadas por vírgula: CX, UN."),
        Result("default_unit", "Unidade sugerida", ResultType.TEXT),
        Result(
            "multiple",
            "Múltiplo de venda",
            ResultType.DECIMAL,
            decimals=4,
            least=_NONE,
            help="Na unidade de venda do produto.",
        ),
    ),
    help="Em quais unidades e múltiplos cada produto é vendido.",
)
CUSTOMER_TERM: Final = Kind(
    "customer_payment_term",
    "Condição de pagamento do cliente",
    (
        *_CUSTOMER,
        _UF,
        _PLACE,
        Key("product_line", "Linha de produtos", Weight.LINE, subject="product_line"),
        _CHANNEL,
        _VALUE,
    ),
    (
        Result(
            "terms", "Condições permitidas", ResultType.TEXT, help="Códigos separados por vírgula; em branco, todas."
        ),
        Result("default_term", "Condição sugerida", ResultType.CODE, subject="payment_term"),
        Result("most_average", "Prazo médio máximo (dias)", ResultType.INTEGER, least=_NONE),
    ),
    help="Como cada cliente pode pagar.",
)
COMMISSION: Final = Kind(
    "commission",
    "Comissão",
    (
        # What a seller usually gets gives way to the row of a product, and to that of a band.
        Key("seller", "Vendedor", Weight.OTHER, subject="seller"),
        *_CUSTOMER,
        *(replace(key, weight=max(key.weight, 2 * Weight.OTHER)) for key in (*_PRODUCT, _TERM, _DISCOUNT, _GROSS)),
    ),
    (
        _percent("rate", "Comissão (%)", required=True),
        Result("base", "Base", ResultType.CODE, choices=COMMISSION_BASES),
        Result("trigger", "Devida", ResultType.CODE, choices=TRIGGERS),
        _percent("on_invoicing", "Parte no faturamento (%)", "O resto é devido à medida que o cliente paga."),
        Result(
            "split", "Divisão", ResultType.CODE, subject="commission_split", help="Entre quem a comissão se divide."
        ),
        Result(
            "is_representative",
            "Representante comercial",
            ResultType.FLAG,
            help="Lei 4.886/65: sobre o total, devida quando o cliente paga, com prazo para recusar o pedido.",
        ),
    ),
    help="Quanto se paga a quem vende, por faixa de desconto e de margem.",
)
ADJUSTMENT: Final = Kind(
    "adjustment",
    "Desconto e acréscimo",
    (*_CUSTOMER, *_PRODUCT, _UF, _PLACE, _TERM, _QUANTITY, _VALUE),
    (
        _percent("percent", "%", "Negativo é desconto, positivo é acréscimo.", required=True, least=-_WHOLE, most=None),
        Result("name", "Nome na explicação", ResultType.TEXT),
    ),
    help="Descontos e acréscimos que valem sem ninguém digitar.",
)

KINDS: Final = (NEGOTIATION, ORDER_MARGIN, ADJUSTMENT, MINIMUM_VALUE, FREIGHT, PRODUCT_UNIT, CUSTOMER_TERM, COMMISSION)
