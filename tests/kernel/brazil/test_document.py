import pytest

from vinculo.kernel.brazil import cnpj, cpf, document
from vinculo.kernel.brazil.document import Document, DocumentKind, InvalidDocument, Recovery
from vinculo.kernel.brazil.refusal import Refused

ANA = Document(DocumentKind.CPF, "12345678909")
ALPHA = Document(DocumentKind.CNPJ, "12ABC34501DE35")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("123.456.789-09", ANA),
        ("12345678909", ANA),
        ("12.abc.345/01de-35", ALPHA),
        ("11.222.333/0001-81", Document(DocumentKind.CNPJ, "11222333000181")),
    ],
)
def test_the_length_tells_a_cpf_from_a_cnpj(typed: str, expected: Document) -> None:
    assert document.parse(typed) == expected


def test_each_kind_keeps_its_own_refusals() -> None:
    with pytest.raises(cpf.InvalidCpf, match="deveria ser 09"):
        document.parse("123.456.789-00")
    with pytest.raises(cnpj.InvalidCnpj, match="deveria ser 35"):
        document.parse("12ABC34501DE00")
    with pytest.raises(InvalidDocument, match="aqui há 12"):
        document.parse("123456789012")
    with pytest.raises(InvalidDocument, match="Informe o CPF ou o CNPJ"):
        document.parse(" ")


def test_masks_follow_the_kind_and_only_a_cpf_is_hidden() -> None:
    assert ANA.masked == "123.456.789-09"
    assert ANA.private == "***.456.789-**"
    assert ALPHA.masked == ALPHA.private == "12.ABC.345/01DE-35"


def test_a_cell_that_lost_nothing_comes_back_without_a_note() -> None:
    assert document.recover(" 123.456.789-09") == Recovery(ANA)
    assert document.recover("12345678909.0") == Recovery(ANA)
    assert document.recover("12abc34501de35") == Recovery(ALPHA)


@pytest.mark.parametrize(
    ("cell", "value", "note"),
    [
        ("1234567890", "01234567890", "1 zero à esquerda recuperado: CPF 012.345.678-90."),
        ("1234567890.0", "01234567890", "1 zero à esquerda recuperado: CPF 012.345.678-90."),
        ("1234567890,00", "01234567890", "1 zero à esquerda recuperado: CPF 012.345.678-90."),
        ("360305000104", "00360305000104", "2 zeros à esquerda recuperados: CNPJ 00.360.305/0001-04."),
        ("1180000126", "00001180000126", "4 zeros à esquerda recuperados: CNPJ 00.001.180/0001-26."),
        ("00012345678909", "12345678909", "3 zeros a mais à esquerda retirados: CPF 123.456.789-09."),
    ],
)
def test_a_cell_that_lost_its_zeros_gets_them_back_and_says_so(cell: str, value: str, note: str) -> None:
    recovery = document.recover(cell)
    assert recovery.document.value == value
    assert recovery.note == note


@pytest.mark.parametrize("cell", ["1.2345678909E+10", "1,23E+13", "1.1222333e13"])
def test_scientific_notation_is_refused_because_the_digits_are_gone(cell: str) -> None:
    with pytest.raises(InvalidDocument, match="notação científica"):
        document.recover(cell)


@pytest.mark.parametrize("cell", ["", "191", "12345", "1234567891", "12345678900", "ABC", "11222333000180"])
def test_what_no_zeros_can_repair_is_refused(cell: str) -> None:
    with pytest.raises(Refused):
        document.recover(cell)


def test_a_number_that_fits_both_kinds_asks_for_the_whole_document_unless_the_row_says_which() -> None:
    cell = "208000100"
    with pytest.raises(InvalidDocument, match="tanto pode ser o CPF"):
        document.recover(cell)
    assert document.recover(cell, expected=DocumentKind.CPF).document.value == "00208000100"
    assert document.recover(cell, expected=DocumentKind.CNPJ).document.value == "00000208000100"


def test_the_expected_kind_refuses_the_other_one() -> None:
    with pytest.raises(InvalidDocument, match="Este é um CPF; aqui se espera um CNPJ"):
        document.recover("12345678909", expected=DocumentKind.CNPJ)
    with pytest.raises(InvalidDocument, match="Este é um CNPJ; aqui se espera um CPF"):
        document.recover("11222333000181", expected=DocumentKind.CPF)


def test_a_mistyped_cpf_never_passes_as_a_cnpj_of_an_unusual_order() -> None:
    for body in range(100_001_000, 100_004_000):
        if cpf.check_digits(str(body)) != "00":
            with pytest.raises(cpf.InvalidCpf):
                document.recover(f"{body}00")
