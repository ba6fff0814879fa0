"""Spreadsheets as rows of text, in bounded memory whatever their length, from files nobody has any reason to trust."""

from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import DEFAULT_LIMITS, Limits
from vinculo.foundation.reading.opening import open_table
from vinculo.foundation.reading.table import Row, Table

__all__ = ["DEFAULT_LIMITS", "Limits", "Row", "Table", "UnusableFile", "open_table"]
