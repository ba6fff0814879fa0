"""A company that sells: the shipped tax book, the head office of normal regime and the branch of Simples."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from vinculo.geography.models import State
from vinculo.tax_book.actions.founding import create_default_tables
from vinculo.tax_book.models import ContributionRate, EstablishmentRegime


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    return Shelf(cast)


@pytest.fixture
def book(cast: Cast) -> Cast:
    for code, ibge, name in (("BA", "29", "Bahia"), ("RJ", "33", "Rio de Janeiro"), ("MG", "31", "Minas Gerais")):
        State.objects.get_or_create(
            code=code,
            defaults={"ibge_code": ibge, "name": name, "region": "x", "timezone": "America/Sao_Paulo"},
        )
    create_default_tables(cast.company.pk)
    pair = ContributionRate.objects.get(company=cast.company, code="NAO-CUMULATIVO")
    EstablishmentRegime.objects.create(
        company=cast.company,
        establishment=cast.head,
        valid_from=date(2020, 1, 1),
        regime="3",
        contributions="non_cumulative",
        contribution_rate=pair,
    )
    EstablishmentRegime.objects.create(
        company=cast.company,
        establishment=cast.branch,
        valid_from=date(2020, 1, 1),
        regime="1",
        annex="I",
        revenue=Decimal(300_000),
    )
    return cast
