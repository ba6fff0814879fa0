"""The life of the generated records before today, as the audit would have kept it: who made them, what changed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from vinculo.demo.generator.history import FUNCTIONS

_SQL = (Path(__file__).parent / "changes.sql").read_text()
# Why customers go from one portfolio to another.
_REASONS = [
    "Redistribuição das carteiras",
    "Mudou para mais perto da loja",
    "Saída de quem atendia",
    "A pedido do cliente",
    "Cobertura de férias",
]


@dataclass(frozen=True, slots=True)
class Hands:
    """Who works for customers without owner, and who moves customers between portfolios: ids of users."""

    desk: int
    manager: int


def write_changes(first_party: int, last_party: int, hands: Hands, *, now: datetime) -> None:
    """Changes of the parties between two ids that end in what they are; of all that belongs to them, too."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        cursor.execute(
            _SQL,
            {
                "first": first_party,
                "last": last_party,
                "now": now,
                "desk": hands.desk,
                "manager": hands.manager,
                "reasons": _REASONS,
            },
        )
