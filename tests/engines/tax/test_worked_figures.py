"""Every worked figure of docs/algorithms, to the cent."""

import re
from decimal import Decimal

import pytest

from tests.engines.tax.cases import ROOT, Case, differences, worked_figures
from vinculo.engines.tax.simples import Bracket, rates
from vinculo.kernel.allocation import Ties, allocate

PAGES = ("icms", "st", "difal", "pis-cofins", "ipi", "ibs-cbs", "iss")
ANNEX_I = tuple(
    Bracket(up_to=Decimal(up_to), nominal_rate=Decimal(rate), deduction=Decimal(less), icms_share=Decimal(share))
    for up_to, rate, less, share in (("180000", "4", "0", "34"), ("360000", "7.3", "5940", "34"))
)


@pytest.mark.parametrize("case", [case for page in PAGES for case in worked_figures(f"tax-{page}.md")], ids=str)
def test_a_worked_figure_comes_out_to_the_cent(case: Case) -> None:
    assert differences(case) == {}


def allocations() -> list[tuple[str, str, str, str]]:
    text = (ROOT / "docs/algorithms/allocation.md").read_text()
    return re.findall(r"^\| (-?[\d.]+) \| ([\d. ]+) \| (\w+) \| ([-\d. ]+) \|$", text, re.MULTILINE)


@pytest.mark.parametrize(("total", "weights", "ties", "shares"), allocations())
def test_an_allocation_comes_out_to_the_cent(total: str, weights: str, ties: str, shares: str) -> None:
    found = allocate(Decimal(total), [Decimal(weight) for weight in weights.split()], ties=Ties(ties))
    assert " ".join(f"{share:.2f}" for share in found) == shares


def test_the_page_of_allocation_is_read_whole() -> None:
    assert len(allocations()) == 22


def test_the_credit_of_simples_follows_its_revenue() -> None:
    found = rates(Decimal(300_000), ANNEX_I)
    assert (found.effective, found.credit) == (Decimal("5.32"), Decimal("1.81"))


def test_the_first_bracket_pays_the_nominal_rate() -> None:
    assert rates(Decimal(0), ANNEX_I).credit == Decimal("1.36")
