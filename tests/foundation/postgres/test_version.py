"""Reading and judging server versions."""

import pytest

from vinculo.foundation.postgres import PostgresError, UnsupportedServer
from vinculo.foundation.postgres.version import require_supported, server_version


@pytest.mark.parametrize(
    ("reported", "version"),
    [
        ("postgres (PostgreSQL) 18.4", (18, 4)),
        ("postgres (PostgreSQL) 17.2 (Debian 17.2-1.pgdg120+1)", (17, 2)),
        ("PostgreSQL 18.4 on x86_64-pc-linux-gnu, compiled by gcc (GCC) 14.2.1, 64-bit", (18, 4)),
        ("postgres (PostgreSQL) 19devel", (19, 0)),
        ("postgres (PostgreSQL) 18beta2", (18, 0)),
        ("postgres (PostgreSQL) 9.6.24", (9, 6)),
        (180004, (18, 4)),
        (170010, (17, 10)),
        (90624, (9, 6)),
    ],
)
def test_version_is_read_from_programs_servers_and_drivers(reported: str | int, version: tuple[int, int]) -> None:
    assert server_version(reported) == version


def test_text_without_a_version_is_refused() -> None:
    with pytest.raises(PostgresError, match="versão do PostgreSQL em “sh: not found”"):
        server_version("sh: not found\n")


@pytest.mark.parametrize("reported", [170000, 180004, "postgres (PostgreSQL) 17.0"])
def test_seventeen_and_newer_are_supported(reported: str | int) -> None:
    assert require_supported(reported) >= (17, 0)


@pytest.mark.parametrize(("reported", "named"), [(160009, "16.9"), ("postgres (PostgreSQL) 15.8", "15.8")])
def test_older_is_refused_with_one_sentence(reported: str | int, named: str) -> None:
    with pytest.raises(UnsupportedServer) as refusal:
        require_supported(reported)
    assert str(refusal.value) == f"O Vínculo precisa do PostgreSQL 17 ou mais novo, e este servidor é o {named}."
