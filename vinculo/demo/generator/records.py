"""The complete record of generated parties, written by the database itself."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from vinculo.demo.generator.history import FUNCTIONS

_SQL = (Path(__file__).parent / "records.sql").read_text()


def write_records(first_party: int, last_party: int, *, now: datetime) -> None:
    """Assets, references, cards, contact people, roles, relations and answers for the parties between two ids."""
    inputs: dict[str, Any] = {"first": first_party, "last": last_party, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        cursor.execute(_SQL, inputs)
