"""The doors of this room, what the "+" opens, and its cards in the configurator."""

from vinculo.cases.permissions import Permission
from vinculo.foundation.navigation import CreateEntry, NavEntry
from vinculo.organization.configurator import Card

ENTRIES = (
    NavEntry(
        key="cases",
        label="Atendimentos",
        icon="messages",
        url_name="cases:list",
        permission=Permission.VIEW,
        order=30,
        phone=True,
        hotkey="g t",
    ),
    CreateEntry(
        key="case",
        label="Novo atendimento",
        icon="message-2",
        url_name="cases:start",
        permission=Permission.OPEN,
    ),
)

CARDS = (
    Card(
        "case_tables",
        "Atendimento",
        "Tabelas de atendimento",
        "Naturezas, assuntos, mídias, meios, ações, resultados e motivos",
        "table",
        "cases_tables:index",
        Permission.MANAGE_TABLES,
        72,
    ),
    Card(
        "case_transfer",
        "Atendimento",
        "Transferir atendimentos",
        "Tudo o que está em aberto com uma pessoa passa para outra",
        "transfer",
        "cases:transfer",
        Permission.TRANSFER,
        74,
    ),
)
