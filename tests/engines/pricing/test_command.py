"""`vinculo price`: the page's own example, refusals in sentences, exit codes."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vinculo.engines.pricing.command import main

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "pricing.md"
EXAMPLE = re.search(r"```json\n(.+?)```", PAGE.read_text(), re.DOTALL)


def run(tmp_path: Path, text: str) -> int:
    file = tmp_path / "pedido.json"
    file.write_text(text)
    return main([str(file)])


def test_the_example_of_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert EXAMPLE
    assert run(tmp_path, EXAMPLE[1]) == 0
    told = json.loads(capsys.readouterr().out)
    # 100.00 × 1.04 × 0.9 × 0.95 × 0.98 = 87.1416, ten of them, and the freight.
    assert told["price"]["net"] == "871.42"
    assert told["price"]["operation"] == "901.42"
    assert [each["amount"] for each in told["instalments"]["instalments"]] == ["300.47", "300.47", "300.48"]
    steps = told["price"]["lines"][0]["derivation"]
    assert steps[0]["title"] == "Preço de origem"
    assert "10% de desconto" in steps[2]["reason"]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (("candidates", "candidatos"), 2, "candidatos"),
        (('"100.00"', '"cem"'), 2, "price"),
        (("[30, 60, 90]", "[90, 60]"), 2, "Os vencimentos precisam crescer"),
        (('"unit": "UN", "name"', '"unit": "CX", "name"'), 1, "Item 1: Falta o fator de conversão de CX para UN."),
        (('"30.00"', '"30.005"'), 1, "mais de duas casas"),
        (('"quantity": "10"', '"quantity": "-1"'), 1, "Item 1: A quantidade precisa ser maior que zero."),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], code: int, words: str
) -> None:
    assert EXAMPLE
    text = EXAMPLE[1]
    assert change[0] in text
    assert run(tmp_path, text.replace(*change)) == code
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_two_lines_of_one_number_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert EXAMPLE
    line = re.search(r"\{\"number\": 1.+?\]\}", EXAMPLE[1], re.DOTALL)
    assert line
    assert run(tmp_path, EXAMPLE[1].replace(line[0], f"{line[0]}, {line[0]}")) == 1
    assert "Há mais de um item com o número 1." in capsys.readouterr().err


def test_without_a_file_the_usage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main(["nada.json"]) == 2
    assert "price ARQUIVO.json" in capsys.readouterr().err


def test_whoever_reads_may_stop_reading(tmp_path: Path) -> None:
    assert EXAMPLE
    line = re.search(r"\{\"number\": 1.+?\]\}", EXAMPLE[1], re.DOTALL)
    assert line
    lines = ", ".join(line[0].replace('"number": 1', f'"number": {number}', 1) for number in range(1, 201))
    file = tmp_path / "pedido.json"
    file.write_text(re.sub(r"\"lines\": \[.+\]", f'"lines": [{lines}]', EXAMPLE[1], flags=re.DOTALL))
    program = [
        sys.executable,
        "-c",
        "import sys; from vinculo.engines.pricing.command import main; sys.exit(main(sys.argv[1:]))",
    ]
    with subprocess.Popen([*program, file], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 141)
