"""The matrix of approval limits: how far each level goes in each criterion (behaviour L157)."""

from typing import Final

from vinculo.engines.approval import CRITERIA
from vinculo.engines.decision import Key, Kind, Result, ResultType, Weight

LIMITS: Final = Kind(
    "approval_limit",
    "Alçada",
    (
        Key("level", "Nível", Weight.OTHER, subject="approval_level"),
        Key("criterion", "Critério", Weight.OTHER, subject="approval_criterion"),
        Key("customer", "Cliente", Weight.CUSTOMER, subject="customer"),
        Key("customer_class", "Classe do cliente", Weight.CUSTOMER_CLASS, subject="customer_class"),
        Key("product_line", "Linha de produtos", Weight.LINE, subject="product_line"),
        Key("establishment", "Estabelecimento", Weight.ESTABLISHMENT, subject="establishment"),
    ),
    (
        Result(
            "limit",
            "Limite",
            ResultType.DECIMAL,
            decimals=4,
            help="Até onde o nível decide; nas margens, a partir de onde. Em branco com “Sem limite”.",
        ),
        Result("unlimited", "Sem limite", ResultType.FLAG),
    ),
    help=("Até onde vai cada nível em cada critério. O nível 0 é quem faz o documento: dentro dele, ninguém aprova."),
)


def criteria(_company_id: int) -> list[tuple[str, str]]:
    """The criteria as the matrix names them."""
    return [(criterion.code, criterion.label) for criterion in CRITERIA.values()]
