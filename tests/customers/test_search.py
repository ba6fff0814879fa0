import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.customers.people import CPF, LETTERED_CNPJ, customer, prospect, reachable
from vinculo.customers.parameters import CLOSED_PORTFOLIO
from vinculo.customers.search import find_parties
from vinculo.customers.search_fields import SearchFields, find_by_fields
from vinculo.customers.search_terms import phone_parts, terms_of
from vinculo.foundation.access import Actor
from vinculo.organization.models import ParameterValue


def titles(actor: Actor, text: str) -> list[str]:
    return [hit.title for hit in find_parties(actor, text, 12)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Luiz Carlos de Souza", "luis sousa"),
        ("Luís Carlos de Sousa", "Luiz Souza"),
        ("Thaís Corrêa", "tais correia"),
        ("Tais Correia", "Thaís"),
        ("Maria Aparecida da Silva", "silva maria"),
        ("Maria Aparecida da Silva", "mar sil"),
        ("Maria Aparecida da Silva", "MARIA DA SILVA"),
        ("Antônio Gonçalves", "antonio goncalves"),
        ("Antônio Gonçalves", "gonsalves"),
        ("Phelipe Mello", "felipe melo"),
        ("Walter Moraes", "valter morais"),
        ("João D'Ávila", "d'avila joao"),
        ("Victor William", "vitor willian"),
    ],
)
def test_a_name_is_found_in_any_order_and_spelling(cast: Cast, name: str, typed: str) -> None:
    prospect(cast.ana, name)
    prospect(cast.ana, "Zuleica Zimmermann")
    assert titles(cast.ana, typed) == [name]


def test_a_company_is_found_by_its_trade_name(cast: Cast) -> None:
    party = customer(cast.ana, "Irmãos Cavalcanti Comércio Ltda.", LETTERED_CNPJ)
    party.trade_name = "Peças Nordeste"
    party.save()
    [hit] = find_parties(cast.ana, "nordeste", 12)
    assert (hit.title, hit.icon) == (party.name, "building")


@pytest.mark.parametrize("typed", ["529.982.247-25", "52998224725", "529982", "9822", "529", "52"])
def test_a_cpf_is_found_masked_bare_or_in_part(cast: Cast, typed: str) -> None:
    customer(cast.ana, "Maria")
    [hit] = find_parties(cast.ana, typed, 12)
    shown = "529.982.247-25" if len(typed) > 10 else "***.982.247-**"  # in full only to who typed it in full
    assert hit.matched == ("CPF", shown)
    assert shown in hit.subtitle


@pytest.mark.parametrize("typed", ["12.ABC.345/01DE-35", "12abc34501de35", "12abc", "c345", "01DE-35"])
def test_an_alphanumeric_cnpj_is_found_masked_bare_or_in_part(cast: Cast, typed: str) -> None:
    customer(cast.ana, "Letras Ltda.", LETTERED_CNPJ)
    [hit] = find_parties(cast.ana, typed, 12)
    assert hit.matched == ("CNPJ", "12.ABC.345/01DE-35")


@pytest.mark.parametrize(
    "typed",
    [
        "(19) 98765-4321", "19987654321", "+55 19 98765-4321", "5519987654321", "019 98765-4321",
        "1987654321", "98765-4321", "8765-4321", "4321", "19 9", "1998", "9876",
    ],
)  # fmt: skip
def test_a_mobile_is_found_with_and_without_ddd_and_ninth_digit(cast: Cast, typed: str) -> None:
    prospect(cast.ana, "Maria", "+5519987654321")
    [hit] = find_parties(cast.ana, typed, 12)
    assert hit.matched == ("Telefone", "(19) 98765-4321")


@pytest.mark.parametrize("typed", ["11987654321", "987654321", "1187654321"])
def test_a_mobile_kept_without_the_ninth_digit_is_found_with_it(cast: Cast, typed: str) -> None:
    reachable(cast, prospect(cast.ana, "Maria"), phone="+551187654321")
    assert titles(cast.ana, typed) == ["Maria"]


@pytest.mark.parametrize("typed", ["maria.s@empresa.com.br", "maria.s", "MARIA.S@EMP"])
def test_an_email_is_found_by_its_beginning(cast: Cast, typed: str) -> None:
    reachable(cast, prospect(cast.ana, "Fulana"), email="maria.s@empresa.com.br")
    [hit] = find_parties(cast.ana, typed, 12)
    assert hit.matched == ("E-mail", "maria.s@empresa.com.br")


@pytest.mark.parametrize("typed", ["C00042", "c00042", "C000"])
def test_an_external_code_is_found_whole_and_by_its_beginning(cast: Cast, typed: str) -> None:
    reachable(cast, prospect(cast.ana, "Maria"), code="C00042")
    [hit] = find_parties(cast.ana, typed, 12)
    assert hit.matched == ("Código externo", "dms C00042")


def test_exact_names_come_before_beginnings_before_words(cast: Cast) -> None:
    for name in ("Ana Maria Silva Prado", "Maria Silva Prado", "Maria Silva"):
        prospect(cast.ana, name)
    assert titles(cast.ana, "maria silva") == ["Maria Silva", "Maria Silva Prado", "Ana Maria Silva Prado"]


def test_a_whole_handle_comes_before_a_part(cast: Cast) -> None:
    reachable(cast, prospect(cast.ana, "Parte"), code="1000")
    reachable(cast, prospect(cast.ana, "Inteiro"), code="100")
    assert titles(cast.ana, "100") == ["Inteiro", "Parte"]


def test_the_own_portfolio_comes_first_and_the_inactive_last(cast: Cast) -> None:
    gone = prospect(cast.ana, "Maria Antes")
    gone.is_active = False
    gone.save()
    prospect(cast.carla, "Maria Alheia")
    prospect(cast.ana, "Maria Minha")
    assert titles(cast.ana, "maria") == ["Maria Minha", "Maria Alheia", "Maria Antes"]


def test_percent_and_underscore_are_plain_characters(cast: Cast) -> None:
    reachable(cast, prospect(cast.ana, "Maria"), email="maria@a.com.br")
    assert titles(cast.ana, "m%@") == []
    assert titles(cast.ana, "m_ria@") == []
    assert titles(cast.ana, "%%") == []


@pytest.mark.parametrize("typed", ["'; drop table", "\\", "(((", "&|!", "<->", "a:*", "日本", "\x00oi"])
def test_any_text_is_only_text(cast: Cast, typed: str) -> None:
    assert isinstance(find_parties(cast.ana, typed, 12), list)


class TestClosedPortfolio:
    def test_a_name_in_another_portfolio_shows_existence_only(self, cast: Cast) -> None:
        reachable(cast, customer(cast.carla, "Maria da Silva"), phone="+5541987654321", city=cast.curitiba.pk)
        [hit] = find_parties(cast.ana, "maria silva", 12)
        assert hit.restricted
        assert hit.subtitle == "Cliente · Curitiba/PR · carteira de Carla Aurora"
        assert "529" not in hit.subtitle

    @pytest.mark.parametrize("typed", ["529982", "9822", "4321", "41 9", "maria.s", "C00"])
    def test_a_part_of_a_handle_finds_nothing_in_another_portfolio(self, cast: Cast, typed: str) -> None:
        party = customer(cast.carla, "Fulana")
        reachable(cast, party, phone="+5541987654321", email="maria.s@a.com", code="C0042")
        assert titles(cast.ana, typed) == []
        assert titles(cast.carla, typed) == ["Fulana"]

    @pytest.mark.parametrize("typed", ["529.982.247-25", "(41) 98765-4321", "maria.s@a.com", "C0042"])
    def test_a_whole_handle_finds_it_without_telling_the_handle(self, cast: Cast, typed: str) -> None:
        party = customer(cast.carla, "Fulana")
        reachable(cast, party, phone="+5541987654321", email="maria.s@a.com", code="C0042")
        [hit] = find_parties(cast.ana, typed, 12)
        assert hit.restricted
        assert hit.matched is not None
        assert hit.matched[1] == ""

    def test_an_open_portfolio_shows_all(self, cast: Cast) -> None:
        customer(cast.carla, "Maria")
        ParameterValue.objects.create(company=cast.company, key=CLOSED_PORTFOLIO.key, value=False)
        [hit] = find_parties(cast.ana, "529982", 12)
        assert not hit.restricted


def test_without_the_permission_a_cpf_is_masked_and_not_found_by_a_part(cast: Cast) -> None:
    customer(cast.ana, "Maria")
    assert titles(cast.sara, "529982") == []
    [hit] = find_parties(cast.sara, CPF, 12)
    assert hit.matched == ("CPF", "***.982.247-**")
    assert "529" not in hit.subtitle


def test_another_company_is_never_found(cast: Cast) -> None:
    party = prospect(cast.ana, "Maria")
    stranger = type(cast.company).objects.create(name="Outra")
    type(party).objects.filter(pk=party.pk).update(company=stranger)
    assert titles(cast.bruno, "maria") == []


@pytest.mark.parametrize("typed", ["maria", "maria silva", "529.982.247-25", "(19) 98765-4321", "m@a", "C1", "x"])
def test_a_search_is_one_statement_besides_the_parameter(
    cast: Cast, typed: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    prospect(cast.ana, "Maria Silva", "+5519987654321")
    ana = cast.ana
    with django_assert_num_queries(2):
        find_parties(ana, typed, 12)


class TestSeparateFields:
    def test_every_filled_field_must_hold(self, cast: Cast) -> None:
        prospect(cast.ana, "Maria Silva", "+5519987654321")
        prospect(cast.ana, "Maria Souza", "+5519912345678")
        fields = SearchFields(name="maria", phone="4321")
        assert [found.name for found in find_by_fields(cast.ana, fields)] == ["Maria Silva"]

    def test_company_document_and_code(self, cast: Cast) -> None:
        reachable(cast, customer(cast.ana, "Letras Ltda.", LETTERED_CNPJ), code="77")
        for fields in (
            SearchFields(organization="letras"),
            SearchFields(document="12.abc"),
            SearchFields(code="7"),
            SearchFields(organization="letras", document=LETTERED_CNPJ, code="77"),
        ):
            assert [found.name for found in find_by_fields(cast.ana, fields)] == ["Letras Ltda."]
        assert find_by_fields(cast.ana, SearchFields()) == []

    def test_another_portfolio_shows_existence_only(self, cast: Cast) -> None:
        reachable(cast, customer(cast.carla, "Maria"), phone="+5541987654321")
        [found] = find_by_fields(cast.ana, SearchFields(name="maria"))
        assert (found.is_restricted, found.document, found.phone) == (True, "", "")
        assert find_by_fields(cast.ana, SearchFields(phone="8765")) == []


def test_a_text_is_read_in_every_way_it_may_be_meant() -> None:
    terms = terms_of("  Silva   Maria ")
    assert (terms.name_words, terms.name_beginnings) == ("silva maria", ("silva maria", "maria silva"))
    assert (terms.document, terms.phones, terms.code) == ("", (), "")
    assert terms_of("da").name_words == "da"
    assert terms_of("(11) 98765-4321").phones == ("11987654321", "1187654321")
    assert terms_of("12ABC345").document == "12ABC345"
    assert phone_parts("+55 11 9") == ("119",)
    assert phone_parts("maria") == ()


@pytest.mark.parametrize(
    "typed", ["quiteria zulmira", "zulmira quiteria", "zulmira quit", "quit zul", "zul quit", "zul z"]
)
def test_a_name_is_found_however_far_it_is_typed(cast: Cast, typed: str) -> None:
    """By whole words first; where that finds nothing, by their beginnings."""
    prospect(cast.ana, "Maria Quitéria das Dores Zulmira Zenaide")
    assert titles(cast.bruno, typed) == ["Maria Quitéria das Dores Zulmira Zenaide"]
