"""`vinculo import customers`: exit status 0 all rows in, 3 some refused, 2 unusable."""

from pathlib import Path

import openpyxl
import pytest

from tests.cast import Cast
from tests.imports.conftest import Sheet
from vinculo.customers.models import ExternalReference, Party
from vinculo.foundation.audit.models import Change
from vinculo.imports import cli

pytestmark = pytest.mark.usefixtures("reference_data", "cast")
HEADERS = ["Nome", "CPF", "Código"]
GOOD = ["Ana", "529.982.247-25", "1"]
BAD = ["Rui", "529.982.247-26", "2"]


def test_all_rows_in(sheet: Sheet, cast: Cast) -> None:
    arguments = ["customers", str(sheet(HEADERS, [GOOD])), "--origin", "DMS", "--establishment", "02"]
    assert cli.run(arguments) == 0
    assert Party.objects.get().establishment_id == cast.branch.pk
    assert ExternalReference.objects.get().system == "dms"
    assert set(Change.objects.filter(verb="customers.imported").values_list("channel", flat=True)) == {"cli"}


def test_some_refused_with_a_report(sheet: Sheet, tmp_path: Path) -> None:
    report = tmp_path / "criticas.xlsx"
    assert cli.run(["customers", str(sheet(HEADERS, [GOOD, BAD])), "--origin", "dms", "--report", str(report)]) == 3
    assert Party.objects.count() == 1
    assert len(list(openpyxl.load_workbook(report).active.iter_rows())) == 2


def test_a_dry_run_writes_nothing(sheet: Sheet) -> None:
    assert cli.run(["customers", str(sheet(HEADERS, [GOOD])), "--origin", "dms", "--dry-run"]) == 0
    assert not Party.objects.exists()


def test_unusable(tmp_path: Path, sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "clientes.xlsx"
    program.write_bytes(b"MZ" + b"\x00" * 100)
    good = str(sheet(HEADERS, [GOOD], "boa.xlsx"))
    for arguments in (
        [str(program)],
        [str(tmp_path / "nenhum.csv")],
        [good],  # codes without an origin
        [good, "--origin", "dms", "--establishment", "99"],
        [good, "--origin", "dms", "--user", "ninguem@aurora.example"],
        [good, "--origin", "dms", "--user", "ana@aurora.example"],
        [good, "--origin", "dms", "--report", str(tmp_path / "sem" / "pasta.xlsx")],
    ):
        assert cli.run(["customers", *arguments]) == 2
        assert capsys.readouterr().err.strip().endswith(".")
    assert not Party.objects.exists()
