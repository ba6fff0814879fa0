"""The configurator's home: each app adds the cards of what its administrators keep."""

from dataclasses import dataclass

from vinculo.foundation.access import Actor
from vinculo.foundation.audit.permissions import Permission as AuditPermission
from vinculo.foundation.navigation import NavEntry
from vinculo.foundation.ui.shell import AccountLink
from vinculo.organization.permissions import Permission


@dataclass(frozen=True, slots=True)
class Card:
    """A page of the configurator. `section` groups cards, `order` sorts them; `hint` says what is done there."""

    key: str
    section: str
    title: str
    hint: str
    icon: str
    url_name: str
    permission: str
    order: int


_cards: dict[str, Card] = {}


def register(*cards: Card) -> None:
    for card in cards:
        _cards[card.key] = card


def cards_for(actor: Actor) -> list[Card]:
    return sorted((card for card in _cards.values() if actor.may(card.permission)), key=lambda card: card.order)


def is_open_to(actor: Actor) -> bool:
    return any(actor.may(card.permission) for card in _cards.values())


DOOR = NavEntry(
    key="configurator",
    label="Configurador",
    icon="settings",
    url_name="organization:home",
    permission="",
    order=900,
    section="Administração",
    hotkey="g o",
    shown=is_open_to,
)
ACCOUNT_LINKS = (AccountLink("Minha conta", "user-circle", "account_home"),)

_COMPANY, _PEOPLE, _RULES, _RECORD = "A empresa", "Pessoas e acesso", "Regras", "Registro"
CARDS = (
    Card(
        "company",
        _COMPANY,
        "Dados da empresa",
        "Razão social, nome fantasia e CNPJ",
        "building",
        "organization:company",
        Permission.MANAGE_COMPANY,
        10,
    ),
    Card(
        "establishments",
        _COMPANY,
        "Estabelecimentos",
        "Lojas, filiais e o município de cada uma",
        "building-store",
        "organization:establishments",
        Permission.MANAGE_STRUCTURE,
        20,
    ),
    Card(
        "teams",
        _COMPANY,
        "Equipes",
        "Quem trabalha junto em cada estabelecimento",
        "users-group",
        "organization:teams",
        Permission.MANAGE_STRUCTURE,
        30,
    ),
    Card(
        "users",
        _PEOPLE,
        "Usuários",
        "Convites, lotações e acesso de cada pessoa",
        "users",
        "organization:users",
        Permission.MANAGE_USERS,
        40,
    ),
    Card(
        "roles",
        _PEOPLE,
        "Perfis de acesso",
        "O que cada perfil pode fazer e até onde enxerga",
        "shield-lock",
        "organization:roles",
        Permission.MANAGE_ROLES,
        50,
    ),
    Card(
        "parameters",
        _RULES,
        "Parâmetros",
        "Como o sistema se comporta, na empresa e em cada estabelecimento",
        "adjustments-horizontal",
        "organization:parameters",
        Permission.MANAGE_PARAMETERS,
        60,
    ),
    Card(
        "calendar",
        _RULES,
        "Calendário de feriados",
        "Dias úteis do país, do estado, do município e da empresa",
        "calendar-event",
        "organization:calendar",
        Permission.MANAGE_CALENDAR,
        70,
    ),
    Card(
        "access",
        _RECORD,
        "Acessos",
        "Entradas, recusas, bloqueios e trocas de senha",
        "key",
        "organization:access_log",
        Permission.READ_ACCESS_LOG,
        80,
    ),
    Card(
        "audit",
        _RECORD,
        "Auditoria",
        "Quem mudou o quê, quando e de onde",
        "history",
        "audit:changes",
        AuditPermission.READ,
        90,
    ),
    Card(
        "exports",
        _RECORD,
        "Exportações",
        "As listas que saíram do sistema e quem as levou",
        "file-export",
        "audit:exports",
        AuditPermission.READ,
        100,
    ),
)
