"""The matrices that are shipped and those of the demonstration decide without ties."""

from datetime import date

import pytest

from vinculo.demo.generator import taxes
from vinculo.engines.decision import Table
from vinculo.engines.decision.analysis import Sort, analyse
from vinculo.tax_book import defaults, kinds

KINDS = {kind.code: kind for kind in kinds.KINDS}
DOMAINS = {
    "buyer": [code for code, _ in kinds.BUYERS],
    "destination": [code for code, _ in kinds.PURPOSES],
    "regime": [code for code, _ in kinds.REGIMES],
    "reach": [code for code, _ in kinds.REACHES],
    "contributions": [code for code, _ in kinds.CONTRIBUTION_REGIMES],
}


@pytest.mark.parametrize("told", [defaults.MATRICES, taxes.matrices()], ids=["shipped", "demonstration"])
def test_no_two_rows_of_a_shipped_matrix_tie(told: defaults.Matrices) -> None:
    for code, rows in told.items():
        kind = KINDS[code]
        table = Table(kind, defaults.rows(rows))
        domains = {key: codes for key, codes in DOMAINS.items() if key in kind.key_by_name}
        found = analyse(table, domains, on=date(2026, 11, 26))
        assert [each.sentence for each in found.findings if each.sort is not Sort.OVERLAP] == [], code
