"""Relations: said from either side, kept once, read from both, drawn and listed."""

from collections.abc import Callable
from itertools import combinations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.customers.people import CNPJ, NOW, customer, organization, prospect
from vinculo.customers import actions, relations
from vinculo.customers.models import Relation
from vinculo.customers.particulars import Registration
from vinculo.customers.refusals import AlreadyThere, Unfit
from vinculo.customers.relation_rules import CHOICES, MUTUAL, WORDS, around, middle

SignIn = Callable[[str], Client]


def test_every_kind_can_be_said_from_each_side() -> None:
    said = {choice for choice, _ in CHOICES}
    for kind in WORDS:
        assert f"{kind}:1" in said
        assert (f"{kind}:0" in said) is (kind not in MUTUAL)
    assert set(WORDS) == set(Relation.Kind.values)


@pytest.mark.parametrize("count", range(relations.MOST_DRAWN + 1))
def test_no_card_stands_over_another_or_outside_the_picture(count: int) -> None:
    width, height = relations.WIDTH, relations.height_of(count)
    cards = [*around(count, width=width, height=height), middle(count, width=width, height=height)]
    assert len(cards) == count + 1
    assert all(104 <= card.x <= width - 104 and 24 <= card.y <= height - 24 for card in cards)
    for one, other in combinations(cards, 2):
        assert abs(one.x - other.x) >= 216 or abs(one.y - other.y) >= 48


def test_a_mutual_relation_is_kept_once_whoever_says_it(cast: Cast) -> None:
    maria, joao = customer(cast.ana, "Maria"), prospect(cast.ana, "João")
    actions.relate(cast.ana, joao, maria.pk, "spouse", is_first=True)
    with pytest.raises(AlreadyThere):
        actions.relate(cast.ana, maria, joao.pk, "spouse", is_first=True)
    with pytest.raises(Unfit):
        actions.relate(cast.ana, maria, maria.pk, "spouse", is_first=True)
    assert [each.words for each in relations.related_to(maria)] == ["Cônjuge"]
    assert [each.name for each in relations.related_to(joao)] == ["Maria"]


def test_each_side_reads_its_own_words_and_branches_come_by_themselves(cast: Cast, signed_in: SignIn) -> None:
    firm, maria = customer(cast.ana, "Casa Matriz Ltda.", CNPJ), prospect(cast.ana, "Maria")
    branch = Registration(organization("Casa Filial Ltda.", document="11222333000262"))
    actions.register_customer(cast.ana, branch, now=NOW)
    ana, address = signed_in("ana"), f"/clientes/{firm.pk}/relacoes/"
    assert ana.post(f"{address}nova/", {"relation": "employee:0"}).status_code == 422
    assert ana.post(f"{address}nova/", {"relation": "employee:0", "other": maria.pk}).status_code == 302
    page = ana.get(address).content.decode()
    assert 'role="img"' in page
    assert "Funcionário" in page
    assert "Mesma raiz de CNPJ" in page
    assert "Trabalha em" in ana.get(f"/clientes/{maria.pk}/relacoes/").content.decode()
    relation = Relation.objects.get()
    theirs = prospect(cast.carla, "De Curitiba")
    assert ana.post(f"/clientes/{theirs.pk}/relacoes/{relation.pk}/excluir/").status_code == 404
    stranger = prospect(cast.ana, "Sem relação com a firma")
    assert ana.post(f"/clientes/{stranger.pk}/relacoes/{relation.pk}/excluir/").status_code == 404
    with pytest.raises(Unfit):
        actions.unrelate(cast.carla, theirs, relation)
    assert ana.post(f"{address}{relation.pk}/excluir/").status_code == 302
    assert not Relation.objects.exists()
