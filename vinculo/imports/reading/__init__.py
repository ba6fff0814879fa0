"""Spreadsheets as rows of text, in bounded memory whatever their length, from files nobody has any reason to trust."""

from vinculo.imports.reading.errors import UnusableFile
from vinculo.imports.reading.limits import DEFAULT_LIMITS, Limits
from vinculo.imports.reading.opening import open_table
from vinculo.imports.reading.table import Row, Table

__all__ = ["DEFAULT_LIMITS", "Limits", "Row", "Table", "UnusableFile", "open_table"]
