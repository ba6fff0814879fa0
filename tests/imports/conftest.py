"""Sheets to import and the reference tables they need."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from tests.cast import Cast
from tests.geography.conftest import reference_data
from vinculo.imports import actions
from vinculo.imports.models import Remark, Run
from vinculo.imports.processing import process, reset

__all__ = ["reference_data"]

Sheet = Callable[..., Path]
ImportFile = Callable[..., Run]


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """`sheet(headers, rows)` writes an XLSX of text cells, numbers where the value is a number, and formulas for
    pairs of a formula and its value."""

    def write(headers: Sequence[str], rows: Sequence[Sequence[object]], name: str = "clientes.xlsx") -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path)
        page = book.add_worksheet("Clientes")
        page.write_row(0, 0, headers)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    formula, result = value
                    page.write_formula(line, column, formula, None, result)
                elif isinstance(value, int | float):
                    page.write_number(line, column, value)
                elif value:
                    page.write_string(line, column, str(value))
        book.close()
        return path

    return write


@pytest.fixture
def import_file(reference_data: None, cast: Cast) -> ImportFile:
    """`import_file(path)` imports a file on behalf of somebody of the cast (Adele, who sees the whole company)."""

    def run_it(
        path: Path,
        *,
        write: bool = True,
        by: str = "adele",
        origin: str = "",
        importer: str = "customers",
        options: dict[str, str] | None = None,
        **limits: object,
    ) -> Run:
        actor = cast.actor(by)
        run = Run(
            company_id=actor.company_id,
            establishment_id=actor.establishment_id,
            team_id=actor.team_id,
            owner_id=actor.user_id,
            importer=importer,
            file_name=path.name,
            origin=origin,
            options=options or {},
        )
        actions.receive_path(run, path)
        reset(run, Run.State.WRITING if write else Run.State.CHECKING)
        process(run, actor, write=write, **limits)
        run.refresh_from_db()
        return run

    return run_it


def refusals(run: Run) -> list[tuple[int, str]]:
    """(row, field) of every refusal."""
    return sorted(Remark.objects.filter(run=run, severity="refusal").values_list("row", "field"))


def remarks(run: Run, severity: str) -> list[tuple[int, str, str]]:
    return sorted(Remark.objects.filter(run=run, severity=severity).values_list("row", "field", "sentence"))
