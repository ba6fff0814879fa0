"""What a company may choose about approvals."""

from vinculo.foundation.parameters import Parameter

STYLE = Parameter(
    key="approvals.style",
    label="Como sobe um pedido de alçada",
    help=(
        "Direta vai ao primeiro nível que cobre tudo. Em cadeia, cada nível até ele dá o seu visto antes do próximo."
    ),
    default="direct",
    group="Alçadas",
    choices=(("direct", "Direta"), ("chained", "Em cadeia")),
)
PENDING_DAYS = Parameter(
    key="approvals.pending_days",
    label="Prazo para decidir um pedido de alçada",
    help="Passado o prazo sem decisão, o pedido vence.",
    default=5,
    group="Alçadas",
    minimum=1,
    maximum=90,
    unit="dias",
)
VALID_DAYS = Parameter(
    key="approvals.valid_days",
    label="Validade de uma aprovação",
    help="Passado o prazo, o documento aprovado e não concluído precisa de nova aprovação.",
    default=15,
    group="Alçadas",
    minimum=1,
    maximum=365,
    unit="dias",
)
ALL = (STYLE, PENDING_DAYS, VALID_DAYS)
