"""The doors of this room, what the "+" opens, and its cards in the configurator."""

from vinculo.foundation.navigation import CreateEntry, NavEntry
from vinculo.organization.configurator import Card
from vinculo.stock.permissions import Permission

ENTRIES = (
    NavEntry(
        key="stock",
        label="Estoque",
        icon="stack-2",
        url_name="stock:home",
        permission=Permission.VIEW,
        order=52,
        hotkey="g e",
    ),
    CreateEntry(
        key="reservation",
        label="Reserva de estoque",
        icon="lock",
        url_name="stock:reserve",
        permission=Permission.RESERVE,
    ),
)

# The pages of the room, under the key of the list each shows.
TABS = (
    ("stock.home", "Visão geral", "stock:home"),
    ("stock.balances", "Saldos", "stock:balances"),
    ("stock.movements", "Movimentos", "stock:movements"),
    ("stock.count_requests", "Contagens", "stock:count_requests"),
    ("stock.reservations", "Reservas", "stock:reservations"),
    ("stock.receipts", "A chegar", "stock:receipts"),
    ("stock.low", "Estoque baixo", "stock:low"),
    ("stock.coverage", "Cobertura", "stock:coverage"),
    ("stock.lots", "Lotes", "stock:lots"),
    ("stock.warehouses", "Armazéns", "stock:warehouses"),
    ("stock.quotas", "Cotas", "stock:quotas"),
)

CARDS = (
    Card(
        "warehouses",
        "Estoque",
        "Armazéns",
        "Os lugares em que se guarda estoque, e quais vendem",
        "box",
        "stock:warehouses",
        Permission.CONFIGURE,
        76,
    ),
    Card(
        "lot_requirements",
        "Estoque",
        "Exigências de validade",
        "Dias de vida que cada cliente ou classe exige",
        "calendar-due",
        "stock:requirements",
        Permission.CONFIGURE,
        77,
    ),
)
