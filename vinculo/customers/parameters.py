"""What a company may choose about its customer registry."""

from vinculo.foundation.parameters import Parameter

CLOSED_PORTFOLIO = Parameter(
    key="customers.closed_portfolio",
    label="Carteira fechada",
    help=(
        "Com S, cada pessoa lê só os cadastros do seu alcance; dos outros vê que existem e de quem são. "
        "Com N, todos leem os cadastros da empresa toda. Alterar continua limitado ao alcance."
    ),
    default=True,
    group="Clientes",
)
