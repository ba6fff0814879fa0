"""Cases of tax collected from public test suites and real documents (`public_vectors.csv`, each with its source).

`verified`: equal to the cent. `verified_1_cent`: the source rounds in another order. `other_rule`, `source_error`: the
source follows a rule that is not ours, or is wrong, as its note tells; those are kept so that nobody "corrects" us.
"""

from decimal import Decimal

import pytest

from tests.engines.tax.cases import Case, differences, public_vectors

VECTORS = list(public_vectors())
CENT = Decimal("0.01")


@pytest.mark.parametrize("case", [case for case, status in VECTORS if status == "verified"], ids=str)
def test_a_public_case_comes_out_to_the_cent(case: Case) -> None:
    assert differences(case) == {}


@pytest.mark.parametrize("case", [case for case, status in VECTORS if status == "verified_1_cent"], ids=str)
def test_a_source_that_rounds_otherwise_is_a_cent_away(case: Case) -> None:
    wrong = differences(case)
    assert wrong
    assert all(abs(Decimal(theirs) - Decimal(ours)) <= CENT for theirs, ours in wrong.values())


@pytest.mark.parametrize(
    "case", [case for case, status in VECTORS if status in ("other_rule", "source_error")], ids=str
)
def test_a_rule_that_is_not_ours_is_not_followed(case: Case) -> None:
    assert any(abs(Decimal(theirs) - Decimal(ours)) > CENT for theirs, ours in differences(case).values())


def test_every_vector_has_a_known_status() -> None:
    assert {status for _, status in VECTORS} == {"verified", "verified_1_cent", "other_rule", "source_error"}
