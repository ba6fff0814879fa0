"""What can be read of matrices: compiled tables for the engines, versions and rows for the pages."""

from vinculo.matrices.queries.tables import table, table_of_version, tables
from vinculo.matrices.queries.versions import draft_of, last_edit_of, publications, version_in_force, versions

__all__ = [
    "draft_of",
    "last_edit_of",
    "publications",
    "table",
    "table_of_version",
    "tables",
    "version_in_force",
    "versions",
]
