"""Cases of tax as short texts: `quantity=2 unit_price=10.00 icms.situation=00 icms.rate=18` gives one line to tax.

Names without a dot are of the line or of the sale; `icms. st. difal. ipi. pc. reform. is. iss.` of its rules; `header.`
and `policy.` of the sale. Expected figures are paths of the line's result (`icms.amount`, `total`).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import Any

from vinculo.engines import plain
from vinculo.engines.tax import LineTaxes, Sale, tax

ROOT = Path(__file__).resolve().parents[3]
RULES = {
    "icms": "icms",
    "st": "icms_st",
    "difal": "difal",
    "ipi": "ipi",
    "pc": "pis_cofins",
    "reform": "ibs_cbs",
    "is": "selective",
    "iss": "iss",
}
OF_THE_SALE = {"on", "regime", "seller_uf", "buyer_uf", "buyer", "destination", "required"}
ORDINARY = "on=2026-11-26 regime=3 seller_uf=SP buyer_uf=SP buyer=contributor quantity=1"


@dataclass(frozen=True)
class Case:
    name: str
    given: str
    expected: str

    def __str__(self) -> str:
        return self.name


def sale_of(given: str) -> Sale:
    sale: dict[str, Any] = {}
    line: dict[str, Any] = {"rules": {}}
    for name, value in (part.split("=", 1) for part in f"{ORDINARY} {given}".split()):
        scope, _, field = name.rpartition(".")
        told: Any = {"true": True, "false": False}.get(value, value)
        if scope in RULES:
            line["rules"].setdefault(RULES[scope], {})[field] = told
        elif scope:
            sale.setdefault(scope, {})[field] = int(told) if field == "mva_places" else told
        elif name in OF_THE_SALE:
            sale[name] = [] if told == "none" else told
        else:
            line[name] = told
    return plain.load(Sale, {"required": [], **sale, "lines": [line]})


def differences(case: Case) -> dict[str, tuple[str, str]]:
    """What came out otherwise than expected: path → (expected, found)."""
    line = tax(sale_of(case.given)).lines[0]
    wrong = {}
    for path, expected in (part.split("=", 1) for part in case.expected.split()):
        found = figure(line, path)
        if Decimal(expected) != found:
            wrong[path] = (expected, f"{found:f}")
    return wrong


def figure(line: LineTaxes, path: str) -> Decimal:
    found = reduce(getattr, path.split("."), line)
    assert isinstance(found, Decimal)
    return found


def worked_figures(page: str) -> list[Case]:
    """The cases in the tables of a page of docs/algorithms: rows of three cells, the last two in backquotes."""
    text = (ROOT / "docs" / "algorithms" / page).read_text()
    rows = re.findall(r"^\| ([^|]+) \| `([^`]+)` \| `([^`]+)` \|", text, re.MULTILINE)
    assert rows, f"{page} has no worked figure"
    return [Case(f"{page}: {name.strip()}", given, expected) for name, given, expected in rows]


def public_vectors() -> Iterator[tuple[Case, str]]:
    """Every case collected from public material, with its status."""
    with (Path(__file__).parent / "public_vectors.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            yield Case(row["id"], row["given"], row["expected"]), row["status"]
