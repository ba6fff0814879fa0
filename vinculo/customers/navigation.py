"""The door of this room, what the "+" opens, and its cards in the configurator."""

from vinculo.customers.permissions import Permission
from vinculo.foundation.custom_fields.permissions import Permission as CustomFieldPermission
from vinculo.foundation.navigation import CreateEntry, NavEntry
from vinculo.organization.configurator import Card

ENTRIES = (
    NavEntry(
        key="customers",
        label="Clientes",
        icon="users",
        url_name="customers:list",
        permission=Permission.VIEW,
        order=20,
        phone=True,
        hotkey="g c",
    ),
    CreateEntry("prospect", "Prospect", "user-plus", "customers:new_prospect", Permission.CREATE, "i p"),
    CreateEntry("customer", "Cliente", "user-check", "customers:new_customer", Permission.CREATE, "i c"),
)

CARDS = (
    Card(
        "custom_fields",
        "Regras",
        "Campos adicionais",
        "O que o cadastro pergunta além do padrão, por tipo de pessoa",
        "forms",
        "custom_fields:index",
        CustomFieldPermission.MANAGE,
        66,
    ),
    Card(
        "suppressions",
        "Privacidade",
        "Lista de não contatar",
        "Quem pediu para não receber ligações, mensagens ou cartas",
        "bell-off",
        "customers:suppressions",
        Permission.SUPPRESS,
        110,
    ),
)
