"""The parameters of the room; their values are set in the configurator."""

from vinculo.foundation.parameters import Parameter

_GROUP = "Estoque"

RESERVATION_HOURS = Parameter(
    key="stock.reservation_hours",
    label="Prazo da reserva",
    help="Por quanto tempo uma reserva segura o estoque quando quem reserva não diz até quando.",
    default=24,
    group=_GROUP,
    by_establishment=True,
    minimum=1,
    maximum=24 * 365,
    unit="horas",
)
ADJUSTMENT_LIMIT = Parameter(
    key="stock.adjustment_limit",
    label="Limite de ajuste por contagem",
    help="Valor da diferença, ao custo, até o qual uma contagem dispensa quem pode ajustar qualquer valor. Sem custo "
    "conhecido, toda diferença depende dele.",
    default=1_000,
    group=_GROUP,
    by_establishment=True,
    minimum=0,
    maximum=10_000_000,
    unit="reais",
)
PACE_DAYS = Parameter(
    key="stock.pace_days",
    label="Período do ritmo de saída",
    help="A cobertura em dias compara o disponível com as saídas deste período.",
    default=90,
    group=_GROUP,
    minimum=7,
    maximum=365,
    unit="dias",
)

ALL = (RESERVATION_HOURS, ADJUSTMENT_LIMIT, PACE_DAYS)
