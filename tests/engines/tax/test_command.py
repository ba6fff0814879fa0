"""`vinculo tax`: the file of the documentation works, and bad input is told in words."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.tax.cases import ROOT
from vinculo.engines.tax import command


def documented() -> str:
    text = (ROOT / "docs/algorithms/tax.md").read_text()
    return re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0]


def written(folder: Path, text: str) -> str:
    path = folder / "venda.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_documented_file_gives_the_documented_total(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([written(tmp_path, documented())]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["totals"]["total"] == "1111.91"
    step = next(step for step in answer["lines"][0]["derivation"] if step["code"] == "icms")
    assert step["after"] == "176.40"
    assert step["source"].startswith("RICMS/SP, art. 52, I; ")
    assert "já contido no preço" in step["reason"]


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        (('"mva": "40"', '"mav": "40"'), 2, "lines[1].rules.icms_st.mav: Campo desconhecido"),
        (('"rate": "18"', '"rate": "dezoito"'), 2, "não é um número"),
        (("2026-11-26", "26/11/2026"), 2, "on: “26/11/2026” não é uma data"),
        (('"lines": [', '"lines" ['), 2, "não é um JSON válido"),
        (('"quantity": "10"', '"quantity": "1E+40"'), 1, "Item 1: A quantidade do item é grande demais"),
        (('"mva": "40"', '"mva": "1E+40"'), 1, "Item 1: Há um número grande demais para calcular"),
        (('"rate": "5"', '"rate": "1E+999999"'), 1, "Item 1: Há um número grande demais para calcular"),
        (('"situation": "10"', '"situation": "102"'), 1, "Item 1: O código 102 do ICMS não serve"),
        (('"buyer_uf": "SP"', '"buyer_uf": "sp"'), 1, "A UF “sp” não existe"),
        (('"discount": "50.00"', '"discount": "5000.00"'), 1, "Item 1: O desconto"),
    ],
)
def test_bad_input_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], code: int, sentence: str
) -> None:
    assert command.main([written(tmp_path, documented().replace(*change))]) == code
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["/nenhum/arquivo.json"]) == 2
    assert "Não foi possível ler o arquivo /nenhum/arquivo.json: ele não existe." in capsys.readouterr().err


def test_without_a_file_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2
    assert "uso:" in capsys.readouterr().err


def test_the_command_runs_from_any_folder(tmp_path: Path) -> None:
    name = Path(written(tmp_path, documented())).name
    told = subprocess.run(
        [ROOT / "bin/vinculo", "tax", name],
        cwd=tmp_path,
        env=os.environ | {"VINCULO_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(told.stdout)["totals"]["total"] == "1111.91"
