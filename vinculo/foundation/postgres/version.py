"""Which PostgreSQL versions the product runs on: 17 or newer, for the built-in Unicode collation provider."""

import re

from vinculo.foundation.postgres.errors import PostgresError, UnsupportedServer

OLDEST_MAJOR = 17

_DOTTED = re.compile(r"(?<![\w.])(\d{1,3})(?:\.(\d+)(?:\.\d+)?|devel|beta\d*|rc\d*)?(?![\w.])")


def server_version(reported: str | int) -> tuple[int, int]:
    """`(major, minor)` of what a server or a program reports about itself.

    Takes the text of `postgres --version` or `select version()`, or libpq's number (`180004`, as in
    `connection.info.server_version`). Raises `PostgresError` when there is no version in it.
    """
    if isinstance(reported, int):
        major, rest = divmod(reported, 10_000)
        return (major, rest) if major >= 10 else (major, rest // 100)
    found = _DOTTED.search(reported)
    if found is None:
        raise PostgresError(f"Não foi possível reconhecer a versão do PostgreSQL em “{reported.strip()}”.")
    return int(found[1]), int(found[2] or 0)


def require_supported(reported: str | int) -> tuple[int, int]:
    """The version, or `UnsupportedServer` with one sentence when it is older than the oldest supported."""
    major, minor = server_version(reported)
    if major < OLDEST_MAJOR:
        raise UnsupportedServer(
            f"O Vínculo precisa do PostgreSQL {OLDEST_MAJOR} ou mais novo, e este servidor é o {major}.{minor}."
        )
    return major, minor
