"""Which constraint of the database a failed write broke."""

from django.db import IntegrityError
from psycopg import errors


def breached(error: IntegrityError, constraint: str) -> bool:
    """Whether `constraint` is the one that refused the write."""
    cause = error.__cause__
    return isinstance(cause, errors.IntegrityError) and cause.diag.constraint_name == constraint
