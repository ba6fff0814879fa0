"""DATABASE_URL, read into Django's settings."""

from pathlib import Path

import pytest

from vinculo.foundation.postgres import InvalidDatabaseUrl
from vinculo.foundation.postgres.url import PROJECT, database_settings, embedded, embedded_url, parse


def connection(url: str) -> tuple[str, str, str, str, str]:
    settings = parse(url)
    return settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"], settings["NAME"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://ana:senha@banco:6432/loja", ("ana", "senha", "banco", "6432", "loja")),
        ("postgresql://ana@banco/loja", ("ana", "", "banco", "", "loja")),
        ("postgres://ana@/loja?host=/tmp/pg", ("ana", "", "/tmp/pg", "", "loja")),
        ("postgres://ana@/loja?host=/tmp/P%20G&port=5433", ("ana", "", "/tmp/P G", "5433", "loja")),
        ("postgres://ana@%2FTmp%2FPg/loja", ("ana", "", "/Tmp/Pg", "", "loja")),
        ("postgres://ana%40loja:p%40%3A%2F%25@banco/l%C3%A1", ("ana@loja", "p@:/%", "banco", "", "lá")),
        ("postgres://ana@[::1]:5433/loja", ("ana", "", "::1", "5433", "loja")),
        ("postgres://ana@um:5433,dois/loja", ("ana", "", "um,dois", "5433,", "loja")),
        ("postgres://ana@um,dois/loja", ("ana", "", "um,dois", "", "loja")),
        ("postgres:///loja", ("", "", "", "", "loja")),
        ("postgres://banco?dbname=loja&user=ana&password=x", ("ana", "x", "banco", "", "loja")),
    ],
)
def test_url_is_read_part_by_part(url: str, expected: tuple[str, ...]) -> None:
    assert connection(url) == expected


def test_other_parameters_become_connection_options() -> None:
    settings = parse("postgres://ana@banco/loja?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=5")
    assert settings["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem", "connect_timeout": "5"}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://ana:segredo@banco/loja", "deve começar com postgres://"),
        ("segredo", "deve começar com postgres://"),
        ("postgres://ana:segredo@banco/", "não diz o nome do banco"),
        ("postgres://ana:segredo@banco:porta/loja", "servidor ou porta inválidos"),
        ("postgres://ana:segredo@banco:99999/loja", "servidor ou porta inválidos"),
        ("postgres://ana:segredo@[::1/loja", "não é um endereço válido"),
        ("postgres://ana:segredo@banco/loja?sslmod=require", "parâmetro desconhecido: sslmod"),
        ("postgres://ana:segredo@banco/loja?sslmode", "não é um endereço válido"),
    ],
)
def test_bad_url_is_refused_with_a_sentence_that_hides_the_password(url: str, sentence: str) -> None:
    with pytest.raises(InvalidDatabaseUrl, match=sentence) as refusal:
        parse(url)
    assert "segredo" not in str(refusal.value)


def test_without_url_the_embedded_server_of_the_data_folder_is_used(tmp_path: Path) -> None:
    settings = database_settings({"VINCULO_DATA": str(tmp_path), "DATABASE_URL": "  "})
    assert settings == embedded(tmp_path)
    assert database_settings({}) == embedded(PROJECT / "var")


def test_address_of_the_embedded_server_reads_back_to_the_same_settings(tmp_path: Path) -> None:
    odd = tmp_path / "Área & cia?"
    assert parse(embedded_url(odd)) == embedded(odd)
