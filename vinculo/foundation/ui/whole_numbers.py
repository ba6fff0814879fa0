"""Whole numbers that people type: no larger than the column that keeps them holds."""

from django.db import connection, models


def largest(column: "models.IntegerField[int, int]") -> int:
    """The greatest number of an integer column: 32,767 of a small one."""
    return int(connection.ops.integer_field_range(column.get_internal_type())[1])
