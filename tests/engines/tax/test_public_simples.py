"""The effective rate of Simples in every bracket of the five annexes, and the month's DAS, to the cent.

`public_simples.csv`: what a public library checks by hand against LC 123/2006 (Annexes I to V, LC 155/2016) and, for
2027 and 2028, LC 214/2025 (art. 519); public index of code, file 70875877011. The month's revenue is 31,234.56.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.engines.tax.cases import sale_of
from vinculo.engines.tax import tax
from vinculo.engines.tax.simples import Bracket, rates
from vinculo.tax_book import shipped

MONTH = "31234.56"
CEILINGS = [Decimal(up_to) for up_to in ("180000", "360000", "720000", "1800000", "3600000", "4800000")]
FROM = {"": 2018, "2027": 2027}
with (Path(__file__).parent / "public_simples.csv").open(newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['annex']}-{row['bracket']}")
def test_the_effective_rate_and_the_das_of_the_month(row: dict[str, str]) -> None:
    ceiling = CEILINGS[int(row["bracket"]) - 1]
    bracket = Bracket(
        up_to=ceiling,
        nominal_rate=Decimal(row["nominal"]),
        deduction=Decimal(row["deduction"]),
        icms_share=Decimal(0),
    )
    beyond = Bracket(up_to=2 * ceiling, nominal_rate=Decimal(99), deduction=Decimal(0), icms_share=Decimal(0))
    effective = rates(Decimal(row["revenue"]), (bracket, beyond)).effective
    assert effective == Decimal(row["effective"])
    if row["das"]:
        sale = sale_of(f"regime=1 unit_price={MONTH} icms.situation=102 policy.das_rate={effective:f}")
        assert tax(sale).totals.das == Decimal(row["das"])


def test_the_shipped_brackets_are_those_of_the_law() -> None:
    book = {(row.annex, row.up_to, row.valid_from.year): row for row in shipped.simples_brackets()}
    compared = 0
    for row in ROWS:
        annex, _, year = row["annex"].partition("-")
        found = book.get((annex, CEILINGS[int(row["bracket"]) - 1], FROM[year]))
        if annex in ("I", "II"):
            assert found is not None
            assert (found.nominal_rate, found.deduction) == (Decimal(row["nominal"]), Decimal(row["deduction"]))
            compared += 1
    assert compared == 14
