"""Tables the country publishes, small enough to be kept in memory. Sources and dates: docs/domain/identifiers.md."""

import csv
from pathlib import Path

_HERE = Path(__file__).parent


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of `name`.csv, every value as text (leading zeros matter)."""
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
