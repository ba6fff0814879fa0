"""How a company reckons its margins and rounds what it shares."""

from vinculo.foundation.parameters import Parameter

COST = Parameter(
    key="price_book.cost",
    label="Custo usado nas margens",
    help="O CMV de MB e MC: o custo médio, o de reposição ou o da última compra do estabelecimento.",
    default="average",
    group="Preços e margens",
    by_establishment=True,
    choices=(("average", "Custo médio"), ("replacement", "Custo de reposição"), ("last", "Último custo")),
)
FINANCIAL_RATE = Parameter(
    key="price_book.financial_rate",
    label="Custo financeiro ao mês",
    help="Quanto custa o dinheiro até o cliente pagar; pesa na margem de contribuição pelo prazo médio. 100 é 1%.",
    default=100,
    group="Preços e margens",
    by_establishment=True,
    minimum=0,
    maximum=2_000,
    unit="centésimos de %",
)
SHARE_TIES = Parameter(
    key="price_book.share_ties",
    label="Centavos que sobram no rateio",
    help="Quem recebe o centavo que sobra do rateio de frete e desconto; a soma é sempre a mesma.",
    default="first",
    group="Preços e margens",
    choices=(
        ("first", "O item de maior valor; entre iguais, o primeiro"),
        ("last", "O item de maior valor; entre iguais, o último"),
        ("last_line", "O último item"),
        ("remainder", "Os itens que mais perderam no corte dos centavos"),
        ("in_order", "Os primeiros itens, um centavo cada"),
    ),
)
ALL = (COST, FINANCIAL_RATE, SHARE_TIES)
