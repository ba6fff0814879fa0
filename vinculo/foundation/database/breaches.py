"""Which constraint of the database refused a write: the action turns its name into a sentence."""

from django.db import IntegrityError
from psycopg import errors


def broken_constraint(error: IntegrityError) -> str:
    """The name of the constraint, "" when the database did not say."""
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, errors.IntegrityError) else ""
