import pytest

from vinculo.kernel.brazil import banks, cnae


def test_a_bank_is_found_by_code_and_by_words() -> None:
    assert str(banks.bank_named("001")) == "001 · Banco do Brasil S.A."
    assert banks.bank_named("000") is None
    assert [bank.code for bank in banks.suggest_banks("341")] == ["341"]
    assert "104" in [bank.code for bank in banks.suggest_banks("caixa economica")]
    assert all(len(code) == 3 for code in banks.all_banks())


def test_a_cnae_is_parsed_against_the_table() -> None:
    assert cnae.parse("4511-1/01") == "4511101"
    assert cnae.mask("4511101") == "4511-1/01"
    assert "automóveis" in str(cnae.activity_named("4511101"))
    assert cnae.suggest_activities("45111")[0].code == "4511101"
    assert "4511101" in [each.code for each in cnae.suggest_activities("comercio varejo automoveis novos")]


@pytest.mark.parametrize("typed", ["4511", "9999999", "45111AB"])
def test_a_cnae_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(cnae.InvalidCnae):
        cnae.parse(typed)
