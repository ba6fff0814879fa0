"""The columns that say from when to when a row of a spreadsheet counts."""

from vinculo.imports.importer import Field


def validity_columns(section: str) -> tuple[Field, Field]:
    """`valid_from` (empty: today) and `valid_until` (empty: without end), both days included."""
    return (
        Field(
            "valid_from",
            "Vale desde",
            section,
            "dd/mm/aaaa; vazio, hoje.",
            "",
            ("início", "vigência", "data de início", "início da vigência", "vale de", "data início"),
        ),
        Field(
            "valid_until",
            "Vale até",
            section,
            "dd/mm/aaaa; vazio, sem fim.",
            "",
            ("fim", "fim da vigência", "data fim", "validade", "até"),
        ),
    )
