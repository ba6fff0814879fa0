import pytest

from vinculo.kernel.brazil import gtin


@pytest.mark.parametrize("code", ["7891910000197", "4006381333931", "73513537", "036000291452", "10614141000415"])
def test_a_real_bar_code_is_accepted_with_any_separators(code: str) -> None:
    assert gtin.parse(f" {code[:3]} {code[3:]} ") == code


@pytest.mark.parametrize("typed", ["sem gtin", "SEM  GTIN", "SEMGTIN"])
def test_a_product_may_be_declared_without_one(typed: str) -> None:
    assert gtin.parse(typed) == "SEM GTIN"


def test_nothing_is_nothing() -> None:
    assert gtin.parse("  ") == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7891910000198", "deveria ser 7"),
        ("789191000019", "deveria ser"),
        ("12345", "este tem 5"),
        ("78919100A0197", "só dígitos"),
        ("00000000", "zeros"),
    ],
)
def test_what_is_no_bar_code_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(gtin.InvalidGtin) as refused:
        gtin.parse(typed)
    assert said in refused.value.sentence
