"""What the log says of a request about somebody: nothing that tells who it is."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tests.customers.people import prospect
from vinculo.customers.models import Phone
from vinculo.foundation.logs import DiscreetFormatter, without_people


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Not Found: /busca/52998224725/", "Not Found: /busca/•••4725/"),
        ("cpf 529.982.247-25, cnpj 11.222.333/0001-81", "cpf •••4725, cnpj •••0181"),
        ("(19) 98765-4321 +5519987654321 19 3232-1010", "•••4321 •••1010"),
        ("de maria.souza@exemplo.com.br", "de m•••@exemplo.com.br"),
        ("pagou com 4111 1111 1111 1111", "pagou com •••• número de cartão removido ••••"),
        ("job 1234567 em 2026-11-26 12:33:20", "job 1234567 em 2026-11-26 12:33:20"),
    ],
)
def test_people_are_masked(written: str, kept: str) -> None:
    assert without_people(written) == kept


def test_the_row_that_stood_in_the_way_is_not_quoted(cast: Cast) -> None:
    party = prospect(cast.ana, "Maria")
    row = {"company": cast.company, "party": party, "number": "+5519987654321"}
    Phone.objects.create(**row)
    formatter = DiscreetFormatter(fmt="{message}", style="{")
    try:
        with transaction.atomic():
            Phone.objects.create(**row)
    except IntegrityError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed for %s", ("m@x.com.br",), sys.exc_info())
    told = formatter.format(record)
    assert "phone_once_per_party" in told
    assert "987654321" not in told
    assert "m@x.com.br" not in told


def test_the_log_is_written_so() -> None:
    assert settings.LOGGING["formatters"]["line"]["()"].endswith(DiscreetFormatter.__name__)
