"""Payment terms: average days, what waiting costs, and how people write them."""

from datetime import date
from decimal import Decimal

import pytest

from vinculo.engines.pricing import BadTerm, DueBase, Interest, PaymentTerm, read_days
from vinculo.kernel.exact import NotExact, rounded

TWO = Decimal(2)


@pytest.mark.parametrize(
    ("interest", "price"),
    [
        (Interest.SIMPLE, "1040.00"),
        (Interest.COMPOUND, "1040.40"),
        (Interest.PRESENT_VALUE, "1040.26"),
        (Interest.FLAT, "1020.00"),
        (Interest.NONE, "1000.00"),
    ],
)
def test_what_thirty_sixty_ninety_costs_at_two_points_a_month(interest: Interest, price: str) -> None:
    term = PaymentTerm("30/60/90", (30, 60, 90), interest=interest, rate=TWO)
    assert rounded(1000 * term.factor(), 2) == Decimal(price)


def test_the_average_term_weighs_each_part_by_its_share() -> None:
    assert PaymentTerm("28/35/42", (28, 35, 42)).average_days() == 35
    weighed = PaymentTerm("0/30", (0, 30), shares=(Decimal(40), Decimal(60)))
    assert weighed.average_days() == 18


def test_a_month_end_term_waits_longer_early_in_the_month() -> None:
    term = PaymentTerm("30 DFM", (30,), base=DueBase.MONTH_END, interest=Interest.SIMPLE, rate=TWO)
    assert term.due_on(date(2026, 2, 3)) == (date(2026, 3, 30),)
    assert term.average_days(date(2026, 2, 3)) == 55
    assert term.average_days(date(2026, 2, 28)) == 30
    assert term.factor(date(2026, 2, 3)) > term.factor(date(2026, 2, 28))


@pytest.mark.parametrize(
    ("written", "days", "base"),
    [
        ("30/60/90", (30, 60, 90), DueBase.INVOICE),
        ("28 ddl", (28,), DueBase.INVOICE),
        ("30, 60 dias", (30, 60), DueBase.INVOICE),
        ("30/60 DFM", (30, 60), DueBase.MONTH_END),
        ("à vista", (0,), DueBase.INVOICE),
        ("0+2", (0, 30, 60), DueBase.INVOICE),
        ("entrada + 2", (0, 30, 60), DueBase.INVOICE),
        ("entrada/28", (0, 28), DueBase.INVOICE),
        ("3x", (30, 60, 90), DueBase.INVOICE),
    ],
)
def test_terms_as_people_write_them(written: str, days: tuple[int, ...], base: DueBase) -> None:
    assert read_days(written) == (days, base)


@pytest.mark.parametrize("written", ["", "trinta", "30/-60", "30/6o", "99999"])
def test_what_is_no_term_is_refused(written: str) -> None:
    with pytest.raises(BadTerm):
        read_days(written)


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": ()},
        {"days": (60, 30)},
        {"days": (30, 30)},
        {"days": (-1,)},
        {"days": (30, 60), "shares": (Decimal(50), Decimal(49))},
        {"days": (30, 60), "shares": (Decimal(100),)},
        {"days": (30, 60), "shares": (Decimal(110), Decimal(-10))},
        {"days": (30,), "interest": Interest.SIMPLE, "rate": Decimal(-1)},
        {"days": (30,), "interest": Interest.FLAT, "rate": Decimal(-100)},
        {"days": (30,), "minimum_instalment": Decimal(-1)},
    ],
)
def test_a_term_that_cannot_be_is_refused_in_a_sentence(wrong: dict[str, object]) -> None:
    with pytest.raises(BadTerm) as refusal:
        PaymentTerm("x", **wrong)  # type: ignore[arg-type]
    assert refusal.value.sentence.endswith(".")


def test_a_binary_float_never_enters() -> None:
    with pytest.raises(NotExact):
        PaymentTerm("x", (30,), rate=2.0)  # type: ignore[arg-type]
