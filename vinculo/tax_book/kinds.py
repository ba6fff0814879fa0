"""The tax matrices, declared: what each decides and by which keys. The rows are the company's."""

from decimal import Decimal
from typing import Final

from vinculo.engines.decision import Key, Kind, Result, ResultType, Weight

BUYERS: Final = (
    ("contributor", "Contribuinte"),
    ("exempt_contributor", "Contribuinte isento"),
    ("non_contributor", "Não contribuinte"),
)
REGIMES: Final = (
    ("1", "Simples Nacional"),
    ("2", "Simples acima do sublimite"),
    ("3", "Regime normal"),
    ("4", "MEI"),
)
CONTRIBUTION_REGIMES: Final = (("cumulative", "Cumulativo"), ("non_cumulative", "Não cumulativo"))
PURPOSES: Final = (
    ("resale", "Revenda"),
    ("industrialisation", "Industrialização"),
    ("consumption", "Uso e consumo"),
    ("fixed_asset", "Ativo imobilizado"),
)
RELIEFS: Final = (
    ("none", "Não há"),
    ("state", "Como a UF de origem manda"),
    ("simple", "Valor × alíquota"),
    ("gross_up", "Por dentro"),
)

_SALE: Final = (
    Key("customer", "Cliente", Weight.CUSTOMER, subject="customer"),
    Key("customer_category", "Categoria fiscal do cliente", Weight.CUSTOMER_CLASS, subject="customer_category"),
    Key("buyer", "Situação do comprador no ICMS", Weight.OTHER, subject="tax_buyer"),
    Key("destination", "Destinação", Weight.OTHER, subject="tax_purpose"),
)
_PRODUCT: Final = (
    Key("product", "Produto", Weight.PRODUCT, subject="product"),
    Key("ncm", "NCM", Weight.LINE),
    Key("fiscal_group", "Grupo fiscal", Weight.FISCAL_GROUP, subject="fiscal_group"),
)
_ROUTE: Final = (
    Key("origin_uf", "UF de origem", Weight.UF_OF_PAIR, subject="uf"),
    Key("destination_uf", "UF de destino", Weight.UF_OF_PAIR, subject="uf"),
)
_ESTABLISHMENT: Final = Key("establishment", "Estabelecimento", Weight.ESTABLISHMENT, subject="establishment")
_NATURE: Final = Key("nature", "Natureza de operação", Weight.OTHER, subject="nature")
_REGIME: Final = Key("regime", "Regime de quem vende", Weight.OTHER, subject="tax_regime")
_ORIGIN: Final = Key("origin", "Origem da mercadoria", Weight.OTHER, subject="tax_origin")
_REACH: Final = Key("reach", "Alcance", Weight.OTHER, subject="tax_reach")
_SOURCE: Final = Result("source", "Base legal", help="Aparece na explicação do imposto.")

REACHES: Final = (("state", "Dentro do estado"), ("interstate", "Entre estados"), ("abroad", "Exterior"))


_NONE: Final = Decimal(0)
_WHOLE: Final = Decimal(100)


def _percent(name: str, label: str, text: str = "", *, most: Decimal | None = _WHOLE) -> Result:
    return Result(name, label, ResultType.PERCENT, decimals=4, help=text, least=_NONE, most=most)


ICMS: Final = Kind(
    "icms",
    "ICMS",
    (*_ROUTE, *_SALE, *_PRODUCT, _ORIGIN, _NATURE, _REGIME, _REACH, _ESTABLISHMENT),
    (
        Result("situation", "CST/CSOSN", ResultType.CODE, required=True, subject="icms_situation"),
        _percent("rate", "Alíquota %", "Em branco: a interna ou interestadual das tabelas."),
        _percent("reduction", "Redução da base %"),
        _percent("deferral", "Diferimento %"),
        _percent("fcp_rate", "FCP %", "Em branco: o FCP geral da UF, dentro do estado."),
        _percent("fcp_deferral", "Diferimento do FCP %"),
        _percent("destination_rate", "Alíquota interna do destino %", "Para o DIFAL. Em branco: a da tabela da UF."),
        _percent("destination_fcp", "FCP do destino %", "Para o DIFAL. Em branco: o FCP geral da UF."),
        _percent(
            "destination_reduction",
            "Redução da base no destino %",
            "Para o DIFAL de base única. Em branco: a base do ICMS próprio; 0: o destino não reduz.",
        ),
        Result("relief", "ICMS desonerado", ResultType.CODE, choices=RELIEFS),
        Result("relief_deducted", "Abate do total", ResultType.FLAG),
        Result("amount_per_unit", "Ad rem por unidade", ResultType.DECIMAL, decimals=8, least=_NONE),
        Result("retained_per_unit", "Ad rem retido por unidade", ResultType.DECIMAL, decimals=8, least=_NONE),
        _SOURCE,
    ),
    mandatory=True,
    help="Situação, alíquota, redução, diferimento e FCP de cada venda. Sem linha, a venda é recusada.",
)
IPI: Final = Kind(
    "ipi",
    "IPI",
    (*_SALE, *_PRODUCT, _REACH, _NATURE, _ESTABLISHMENT),
    (
        Result("situation", "CST", ResultType.CODE, required=True, subject="ipi_situation"),
        _percent("rate", "Alíquota %"),
        Result("amount_per_unit", "Valor por unidade", ResultType.DECIMAL, decimals=4, least=_NONE),
        Result("in_icms_base", "Na base do ICMS", ResultType.FLAG, help="Em branco: como a lei manda."),
        _SOURCE,
    ),
    mandatory=True,
    help="Só para contribuinte do IPI: uma linha por NCM, com a alíquota da TIPI. Sem linha, a venda é recusada.",
)
ICMS_ST: Final = Kind(
    "icms_st",
    "Substituição tributária",
    (*_ROUTE, *_SALE, *_PRODUCT, Key("cest", "CEST", Weight.LINE), _ORIGIN, _NATURE, _REGIME, _ESTABLISHMENT),
    (
        _percent("mva", "MVA original %", most=None),
        Result("as_given", "MVA já ajustada", ResultType.FLAG, help="Usa a MVA como está, sem ajustar."),
        Result(
            "floor_price",
            "Preço fixado por unidade",
            ResultType.DECIMAL,
            decimals=4,
            help="Pauta, PMPF ou PMC.",
            least=_NONE,
        ),
        _percent("internal_rate", "Alíquota interna do destino %", "Em branco: a da tabela da UF."),
        _percent("reduction", "Redução da base ST %"),
        _percent("fcp_rate", "FCP-ST %", "Em branco: o FCP geral da UF."),
        Result("fcp_in_mva", "FCP na MVA ajustada", ResultType.FLAG),
        Result("deducts_own_fcp", "Deduz o FCP próprio", ResultType.FLAG),
        Result("for_consumption", "Diferencial de quem consome", ResultType.FLAG),
        Result("protocol", "Convênio ou protocolo"),
        _SOURCE,
    ),
    help="A linha encontrada retém o imposto do comprador que contribui; a situação do ICMS muda sozinha (00 vira 10).",
)
PIS_COFINS: Final = Kind(
    "pis_cofins",
    "PIS/COFINS",
    (
        *_SALE,
        *_PRODUCT,
        Key("product_category", "Categoria fiscal do produto", Weight.LINE, subject="product_category"),
        Key("contributions", "Regime de PIS/COFINS", Weight.OTHER, subject="tax_contributions"),
        _REACH,
        _NATURE,
        _ESTABLISHMENT,
    ),
    (
        Result("situation", "CST", ResultType.CODE, required=True, subject="contribution_situation"),
        Result(
            "rate",
            "Alíquotas",
            ResultType.CODE,
            subject="contribution_rate",
            help="Em branco: as do regime do estabelecimento.",
        ),
        _percent("reduction", "Redução da base %", "Máquinas e veículos da Lei 10.485/2002, por exemplo."),
        Result("pis_per_unit", "PIS por unidade", ResultType.DECIMAL, decimals=4, least=_NONE),
        Result("cofins_per_unit", "COFINS por unidade", ResultType.DECIMAL, decimals=4, least=_NONE),
        _SOURCE,
    ),
    mandatory=True,
)
PASS_THROUGH: Final = Kind(
    "pis_cofins_pass_through",
    "PIS/COFINS repasse",
    (
        *_ROUTE,
        *_SALE,
        *_PRODUCT,
        Key("product_category", "Categoria fiscal do produto", Weight.LINE, subject="product_category"),
        _ESTABLISHMENT,
    ),
    (_percent("percent", "Repasse %", "Desconto sobre o preço de lista."), _SOURCE),
    help="Desconto de repasse no preço quando o comprador tem direito (lista positiva, ZFM, órgão isento).",
)
REFORM: Final = Kind(
    "ibs_cbs",
    "IBS/CBS e Imposto Seletivo",
    (
        *_SALE,
        *_PRODUCT,
        Key("destination_uf", "UF de destino", Weight.UF, subject="uf"),
        _REACH,
        _NATURE,
        _ESTABLISHMENT,
    ),
    (
        Result("classification", "cClassTrib", ResultType.CODE, required=True, subject="classification"),
        _percent("deferral", "Diferimento %"),
        _percent("base_reduction", "Redução da base %"),
        Result("cbs_per_unit", "CBS por unidade", ResultType.DECIMAL, decimals=4, least=_NONE),
        Result("ibs_per_unit", "IBS por unidade", ResultType.DECIMAL, decimals=4, least=_NONE),
        _percent("selective_rate", "Imposto Seletivo %", most=None),
        Result("selective_per_unit", "Imposto Seletivo por unidade", ResultType.DECIMAL, decimals=4, least=_NONE),
        _SOURCE,
    ),
    mandatory=True,
)
ISS: Final = Kind(
    "iss",
    "ISS",
    (
        Key("municipality", "Município da prestação", Weight.UF, subject="municipality"),
        *_SALE,
        *_PRODUCT,
        _NATURE,
        _ESTABLISHMENT,
    ),
    (
        Result("rate", "Alíquota %", ResultType.PERCENT, required=True, decimals=4, least=_NONE, most=_WHOLE),
        Result("service_code", "Item da LC 116"),
        Result("withheld", "Retido pelo tomador", ResultType.FLAG),
        _SOURCE,
    ),
    mandatory=True,
)
KINDS: Final = (ICMS, IPI, ICMS_ST, PIS_COFINS, PASS_THROUGH, REFORM, ISS)
