"""The official tables: what is in force, what took the place of what is not, and what goes with what."""

from datetime import date

import pytest

from vinculo.catalogue import nomenclature
from vinculo.catalogue.models import Product

TODAY = date(2026, 11, 26)


def test_a_code_in_force_is_read_with_or_without_its_dots() -> None:
    assert nomenclature.parse_ncm(" 8421.23.00 ", on=TODAY) == "84212300"
    assert nomenclature.parse_ncm("", on=TODAY) == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8539.50.00", "não vale mais. Foi substituído por 8539.51.00 ou 8539.52.00"),
        ("85171231", "8517.13.00"),
        ("0207.12.00", "0207.12.10 ou 0207.12.20"),
        ("8421.23.99", "não existe na tabela em vigor. Em vigor na mesma posição: 8421.23.00."),
        ("0000.00.00", "Nem a posição existe"),
        ("8421", "8 dígitos"),
        ("8421.AB.00", "8 dígitos"),
    ],
)
def test_a_dead_code_is_refused_with_what_took_its_place(typed: str, said: str) -> None:
    with pytest.raises(nomenclature.InvalidNcm) as refused:
        nomenclature.parse_ncm(typed, on=TODAY)
    assert said in refused.value.sentence


def test_every_successor_is_in_force() -> None:
    table = nomenclature.all_ncm()
    assert len(table) == 10_515
    known = [code for codes in nomenclature.extinct_ncm().values() for code in codes]
    assert known
    assert [code for code in known if code not in table] == []
    assert [code for code in nomenclature.extinct_ncm() if code in table] == []


def test_a_code_not_yet_in_force_says_from_when() -> None:
    newest = max(nomenclature.all_ncm().values(), key=lambda known: known.valid_from)
    with pytest.raises(nomenclature.InvalidNcm) as refused:
        nomenclature.parse_ncm(newest.code, on=date(2022, 4, 2))
    assert "só vale a partir de" in refused.value.sentence


def test_a_cest_is_checked_against_the_table_and_compared_with_the_ncm() -> None:
    assert nomenclature.parse_cest("01.007.00") == "0100700"
    assert nomenclature.cest_fits("0100700", "40169300")
    assert not nomenclature.cest_fits("0100700", "84212300")
    with pytest.raises(nomenclature.InvalidCest) as refused:
        nomenclature.parse_cest("99.999.99")
    assert "não existe" in refused.value.sentence


def test_codes_are_suggested_by_digits_and_by_words() -> None:
    assert [each.code for each in nomenclature.suggest_ncm("8421.23", on=TODAY)] == ["84212300"]
    assert "84212300" in [each.code for each in nomenclature.suggest_ncm("filtrar oleos", on=TODAY)]


def test_the_origins_on_screen_are_the_official_ones() -> None:
    assert list(nomenclature.origins()) == list(Product.Origin.values)
