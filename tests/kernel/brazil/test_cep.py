import pytest

from vinculo.kernel.brazil import cep
from vinculo.kernel.brazil.cep import StateRange

RANGES = [
    StateRange("01000000", "19999999", "SP"),
    StateRange("20000000", "28999999", "RJ"),
    StateRange("76800000", "76999999", "RO"),
    StateRange("79000000", "79999999", "MS"),
]


@pytest.mark.parametrize("typed", ["01310100", "01310-100", "01.310-100", " 01310 100 "])
def test_a_cep_is_read_with_or_without_mask(typed: str) -> None:
    assert cep.parse(typed) == "01310100"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Informe o CEP."),
        ("0131010O", "O CEP tem apenas números."),
        ("1310100", "O CEP tem 8 dígitos; foram informados 7."),
        ("013101000", "O CEP tem 8 dígitos; foram informados 9."),
        ("00000000", "Não existe CEP abaixo de 01000-000."),
        ("00999999", "Não existe CEP abaixo de 01000-000."),
    ],
)
def test_a_refusal_names_the_rule(typed: str, sentence: str) -> None:
    with pytest.raises(cep.InvalidCep) as refused:
        cep.parse(typed)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("cell", ["1310100", "1310-100", "1310100.0"])
def test_a_numeric_column_gets_the_zero_of_sao_paulo_back(cell: str) -> None:
    assert cep.recover(cell) == ("01310100", "1 zero à esquerda recuperado: CEP 01310-100.")


def test_a_whole_cep_needs_no_recovery() -> None:
    assert cep.recover("90010-000") == ("90010000", "")
    with pytest.raises(cep.InvalidCep):
        cep.recover("131010")


@pytest.mark.parametrize(
    ("code", "uf"),
    [
        ("01000000", "SP"),
        ("19999999", "SP"),
        ("20000000", "RJ"),
        ("28999999", "RJ"),
        ("29000000", None),
        ("76999999", "RO"),
        ("78000000", None),
        ("00500000", None),
        ("99999999", None),
    ],
)
def test_the_state_is_given_by_range(code: str, uf: str | None) -> None:
    assert cep.state_of(code, RANGES) == uf


def test_the_mask() -> None:
    assert cep.mask("01310100") == "01310-100"
