"""The embedded PostgreSQL server of the demo and of the tests, and the reading of DATABASE_URL. No Django here."""

from vinculo.foundation.postgres.errors import InvalidDatabaseUrl, PostgresError, UnsupportedServer
from vinculo.foundation.postgres.profiles import DURABLE, PROFILES, TEST, Profile
from vinculo.foundation.postgres.server import Server, ensure_running, keep_running, stop_now

__all__ = [
    "DURABLE",
    "PROFILES",
    "TEST",
    "InvalidDatabaseUrl",
    "PostgresError",
    "Profile",
    "Server",
    "UnsupportedServer",
    "ensure_running",
    "keep_running",
    "stop_now",
]
