"""What can go wrong with the database server, each in one Portuguese sentence for the person at the terminal."""


class PostgresError(Exception):
    """The database server cannot be used; `str(error)` is a sentence to show as it is."""


class InvalidDatabaseUrl(PostgresError):
    """DATABASE_URL cannot be understood."""


class UnsupportedServer(PostgresError):
    """The server is older than the oldest version the product runs on."""
