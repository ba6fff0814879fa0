"""Labels, price lists and the figures of the catalogue."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from vinculo.catalogue import offers, printing
from vinculo.catalogue.indicators import picture
from vinculo.catalogue.models import ProductType
from vinculo.catalogue.offers import PriceTag
from vinculo.foundation.papers import Heading, Table
from vinculo.foundation.papers.labels import bars

SignIn = Callable[[str], Client]


def test_labels_are_asked_by_code_and_copies(shelf: Shelf, signed_in: SignIn) -> None:
    shelf.product("FO 1", "Filtro", gtin="7891910000197")
    client, address = signed_in("ana"), reverse("catalogue:labels")
    good = {"codes": "FO 1 3", "layout": "3x8", "skip": "1"}
    answer = client.get(address, good)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    wrong = client.get(address, good | {"codes": "FO 1 3\nNADA"})
    assert wrong.status_code == 422
    assert "Não há produto com o código NADA." in wrong.content.decode()


def test_a_bar_code_is_drawn_for_what_a_symbology_holds() -> None:
    assert 'viewBox="0 0 95 10"' in bars("7891910000197")
    assert bars("PF-1060").startswith("<svg")
    assert bars("Ação") == ""


def test_a_price_list_groups_by_line_what_has_a_price(
    shelf: Shelf, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "_price", [])
    shelf.product("A", "Pastilha", line="Freios")
    shelf.product("B", "Disco", line="Freios")
    shelf.product("C", "Óleo", line="Lubrificantes")
    shelf.product("D", "Fora", line="Freios", status="inactive")
    offers.register_price(
        lambda _actor, products, _party: {
            each.pk: PriceTag(Decimal("10.5"), "UN") for each in products if each.code != "B"
        }
    )
    paper = printing.price_list(cast.ana, None, [], today=date(2026, 11, 26))
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    rows = [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]
    assert headings == ["Freios", "Lubrificantes"]
    assert [(row[0], row[4]) for row in rows] == [("A", "R$\u00a010,50"), ("C", "R$\u00a010,50")]


def test_every_figure_leads_to_the_list_that_counts_the_same(shelf: Shelf, cast: Cast, signed_in: SignIn) -> None:
    service = ProductType.objects.filter(company=cast.company, is_service=True)[0]
    shelf.product("A", ncm="84212300", line="Freios", brand="TRW", gtin="SEM GTIN", gross_weight=Decimal(1))
    shelf.product("B", line="Freios", gtin="SEM GTIN")
    shelf.product("C", status="blocked")
    shelf.product("D", brand="TRW")
    shelf.product("MONTAGEM", type=service)
    found = picture(cast.ana)
    assert (found.active, found.blocked, found.inactive) == (4, 1, 0)
    assert [(each.missing, each.percent) for each in found.completeness] == [
        (2, Decimal(100) / 3),
        (1, Decimal(200) / 3),
        (1, Decimal(200) / 3),
        (2, Decimal(100) / 3),
    ]
    assert {bar.label: bar.value for bar in found.by_line} == {"Freios": 2, "Sem linha": 2}
    client = signed_in("ana")
    drawn = [(each.missing, each.url) for each in found.completeness]
    drawn += [(int(bar.value), bar.url) for bar in (*found.by_line, *found.by_brand)]
    drawn += [(found.unpriced or 0, f"{reverse('catalogue:list')}?preco=nao&situacao=active")]
    for figure, url in drawn:
        assert (url, client.get(url).content.decode().count("Manutenção de ")) == (url, figure)
    assert client.get(reverse("catalogue:indicators")).status_code == 200
