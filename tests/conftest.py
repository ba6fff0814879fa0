"""What every test may need: a database, and nothing else is started for tests that do not ask for one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from tests.cast import cast, signed_in
from vinculo.foundation.postgres import TEST, ensure_running
from vinculo.foundation.postgres.url import PROJECT, embedded, embedded_url

__all__ = ["cast", "signed_in"]

TEST_DATA = PROJECT / "var" / "test"

# A loaded machine is slow, not broken: no example of a property has a deadline.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The server the tests use: the one of DATABASE_URL, or an embedded one tuned for tests.

    All processes of a parallel run share the embedded one, and the last of them stops it.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with ensure_running(TEST_DATA, TEST):
        yield embedded_url(TEST_DATA)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_url: str, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Point Django at the embedded test server, just before pytest-django makes the test database."""
    if "DATABASE_URL" not in os.environ:
        _use_embedded(TEST_DATA)


def _use_embedded(data: Path) -> None:
    settings.DATABASES["default"]["HOST"] = embedded(data)["HOST"]
    settings.DATABASES["default"]["PORT"] = embedded(data)["PORT"]


# What a migrated database holds before anybody writes in it.
MIGRATED = ("django_content_type", "auth_permission", "django_migrations", "tax_book_edition")


def empty_what_was_filled(_test: TransactionTestCase | None = None) -> None:
    """After a test that committed: delete its rows from the few tables that have some.

    Django truncates every table and makes its types and permissions anew, which takes longer than most tests. Rows are
    deleted as a replica would, without the triggers that keep the ledgers.
    """
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(
            """
            do $$
            declare
                name regclass;
            begin
                for name in
                    select oid from pg_class
                    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all (%s)
                loop
                    execute format('delete from %%s', name);
                end loop;
            end $$
            """,
            [list(MIGRATED)],
        )
        cursor.execute("reset session_replication_role")


TransactionTestCase._fixture_teardown = empty_what_was_filled  # type: ignore[attr-defined]
