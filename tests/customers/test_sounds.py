"""Python and the database hear names alike: one writes the keys, the other compares them."""

import pytest
from django.db import connection

from vinculo.engines.identity import sound

NAMES = (
    "Thaís Gonçalves", "Luiz Phelipe de Moraes", "Christiane Schwarz", "Walkyria Mello",
    "Zé Affonso Corrêa", "Ítalo D'Ávila",
    "Guilherme Quirino", "Cecília Scirea", "Raphael Hollanda",
    "Manoel Joaquim", "Água & Luz Ltda. — ME", "Jackson Becker",
    "Victor Hugo Vasconcellos", "Geórgia Ginjeira", "Assumpção", "Nathália Batista", "Wanderley Yamamoto",
    "Ação Ótica", "ßtraße 2000",
    "Penha Antunes Roçado", "Aarão Ferreira", "Ismael", "  ", "Conceição Baptista Thereza Chaves",
)  # fmt: skip


@pytest.mark.django_db
def test_both_hear_the_same() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select name, vinculo_sound(name) from unnest(%s::text[]) as name", [list(NAMES)])
        assert {name: heard for name, heard in cursor.fetchall() if heard != sound(name)} == {}
