import pytest
from pytest_django import DjangoAssertNumQueries

from vinculo.geography import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.mark.parametrize(
    ("cep", "municipality"),
    [
        ("01310100", "São Paulo/SP"),
        ("13010000", "Campinas/SP"),
        ("70040010", "Brasília/DF"),
        ("72850000", "Luziânia/GO"),
        ("20040002", "Rio de Janeiro/RJ"),
        ("80010000", "Curitiba/PR"),
    ],
)
def test_a_cep_leads_to_its_municipality_and_state(cep: str, municipality: str) -> None:
    assert str(queries.municipality_for_cep(cep)) == municipality
    assert queries.state_of_cep(cep) == municipality[-2:]


@pytest.mark.parametrize("cep", ["78950000", "00500000"])
def test_a_cep_outside_every_range_leads_nowhere(cep: str) -> None:
    assert queries.municipality_for_cep(cep) is None
    assert queries.state_of_cep(cep) is None


def test_a_cep_costs_one_query_with_the_state_included(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        municipality = queries.municipality_for_cep("13010000")
        assert municipality is not None
        assert municipality.state.name == "São Paulo"
    with django_assert_num_queries(0):
        assert queries.state_of_cep("13010000") == "SP"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sao", "São Paulo/SP"),
        ("SÃO", "São Paulo/SP"),
        ("camp", "Campo Grande/MS"),
        ("campinas sp", "Campinas/SP"),
        ("Campinas/SP", "Campinas/SP"),
        ("campos jose", "São José dos Campos/SP"),
        ("guarda mor", "Guarda-Mor/MG"),
        ("alta floresta d'oeste", "Alta Floresta D'Oeste/RO"),
        ("santa barbara", "Santa Bárbara/BA"),
        ("", "São Paulo/SP"),
    ],
)
def test_suggestions_ignore_accents_and_show_the_exact_name_and_large_cities_first(text: str, first: str) -> None:
    assert str(queries.suggest_municipalities(text)[0]) == first


def test_suggestions_keep_to_a_state_and_to_the_limit() -> None:
    found = queries.suggest_municipalities("santa", uf="sc", limit=5)
    assert len(found) == 5
    assert {municipality.state_id for municipality in found} == {"SC"}


@pytest.mark.parametrize("text", ["zzz", "são xyz", "' or 1=1 --"])
def test_what_no_town_is_called_suggests_nothing(text: str) -> None:
    assert queries.suggest_municipalities(text) == []


@pytest.mark.parametrize("text", ["%", "_", " / ", "\x00"])
def test_signs_count_as_an_empty_text(text: str) -> None:
    assert queries.suggest_municipalities(text) == queries.suggest_municipalities("")


def test_a_municipality_is_found_by_its_exact_name_in_its_state() -> None:
    municipality = queries.municipality_named("MOGI GUACU", "sp")
    assert municipality is not None
    assert municipality.name == "Mogi Guaçu"
    assert queries.municipality_named("Mogi", "SP") is None
    assert queries.municipality_named("Mogi Guaçu", "RJ") is None


@pytest.mark.parametrize(
    ("code", "label"), [(3509502, "Campinas/SP"), ("3509502", "Campinas/SP"), (1, ""), ("9999999", ""), ("abc", "")]
)
def test_the_label_of_a_code_as_a_form_gives_it_back(code: int | str, label: str) -> None:
    assert queries.municipality_label(code) == label
