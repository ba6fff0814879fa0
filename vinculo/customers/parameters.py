"""What a company may choose about its customer registry."""

from vinculo.foundation.parameters import Parameter

CLOSED_PORTFOLIO = Parameter(
    key="customers.closed_portfolio",
    label="Carteira fechada",
    help=(
        "Com Sim, cada pessoa lê só os cadastros do seu alcance; dos outros vê que existem e de quem são. "
        "Com Não, todos leem os cadastros da empresa toda. Alterar continua limitado ao alcance."
    ),
    default=True,
    group="Clientes",
)

EXPORT_REASON = Parameter(
    key="customers.export_reason",
    label="Exportação com motivo",
    help="Ninguém exporta uma lista com dados pessoais sem dizer o motivo, que fica no registro de exportações.",
    default=True,
    group="Privacidade",
)

FISCAL_RETENTION = Parameter(
    key="customers.fiscal_retention_years",
    label="Anos de guarda fiscal",
    help=(
        "Por quantos anos, contados do último movimento, a identificação de um cliente é guardada mesmo quando ele "
        "pede a exclusão dos dados. A lei tributária pede ao menos cinco."
    ),
    default=5,
    group="Clientes",
    minimum=5,
    maximum=20,
    unit="anos",
)

ACTIVE_DAYS = Parameter(
    key="customers.active_days",
    label="Dias para contar como ativo",
    help="Um cliente é ativo nos indicadores quando teve contato ou compra nos últimos tantos dias.",
    default=180,
    group="Clientes",
    minimum=1,
    maximum=3_650,
    unit="dias",
)
