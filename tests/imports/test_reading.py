"""What a file holds, whatever program wrote it; and files that are no spreadsheet at all."""
# ruff: noqa: DTZ001  (the dates of a spreadsheet have no zone)

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from vinculo.foundation.reading import Limits, UnusableFile, open_table
from vinculo.foundation.reading.shared_strings import SpooledStrings
from vinculo.foundation.reading.sheet_cells import plain_number

ACCENTED = "Nome;Cidade\nJoão Ávila;São Paulo\n"


def written(tmp_path: Path, content: bytes, name: str = "f.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def values(path: Path, limits: Limits | None = None) -> list[list[str]]:
    table = open_table(path, limits) if limits else open_table(path)
    return [row.values for row in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert values(written(tmp_path, ACCENTED.encode(encoding))) == [["João Ávila", "São Paulo"]]


def test_an_accent_far_into_the_file_still_decides_the_encoding(tmp_path: Path) -> None:
    content = b"Nome;Cidade\n" + b"Ana;Campinas\n" * 200_000 + "Inês;Avaré\n".encode("cp1252")
    *_, last = values(written(tmp_path, content))
    assert last == ["Inês", "Avaré"]


def test_null_characters_are_left_out_wherever_they_are(tmp_path: Path) -> None:
    content = "Nome;Obs\n" + "Ana;x\n" * 50_000 + "B\x00ia;y\n"
    for encoding in ("utf-8", "utf-16"):
        assert values(written(tmp_path, content.encode(encoding)))[-1] == ["Bia", "y"]


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("plain", [True, False])
def test_control_characters_of_a_sheet_are_left_out(tmp_path: Path, shared: bool, plain: bool) -> None:
    path = tmp_path / "limpa.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": not shared}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate((["Nome", "Obs"], ["AQUI", "AQUI"])):
            sheet.write_row(number, 0, cells)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "suja.xlsx", "w") as odd:
        for name in source.namelist():
            content = source.read(name).replace(b"AQUI", b"An\x00a\x0b &amp; _x0000_B_x005F_x_xD83D_")
            odd.writestr(name, content if plain else content.replace(b"?>", b"?><!-- -->", 1))
    assert values(tmp_path / "suja.xlsx") == [["Ana & B_x\ufffd"] * 2]


@pytest.mark.parametrize("number", ["2", "1", "99999999999"])
def test_rows_out_of_order_are_refused(tmp_path: Path, number: str) -> None:
    path = tmp_path / "ordem.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, name in enumerate(("Nome", "Ana", "Bia")):
            sheet.write(row, 0, name)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "fora.xlsx", "w") as odd:
        for name in source.namelist():
            odd.writestr(name, source.read(name).replace(b'<row r="3"', f'<row r="{number}"'.encode()))
    with pytest.raises(UnusableFile, match="fora de ordem"):
        values(tmp_path / "fora.xlsx")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    lines = [["Nome", "Endereço"], ["Ana", "Rua A, 10; fundos"], ["Rui", "Rua B"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert values(written(tmp_path, text.encode())) == lines[1:]


def test_a_text_marked_as_no_formula_is_read_without_its_mark(tmp_path: Path) -> None:
    path = written(tmp_path, b"Nome;Nota\n'=1+1;'-5\nD'Avila;'aspas'\n")
    assert values(path) == [["=1+1", "-5"], ["D'Avila", "'aspas'"]]


def test_quoted_line_breaks_count_as_one_row(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, b'Nome;Obs\nAna;"linha 1\nlinha 2"\nRui;x\n'))
    assert [(row.number, row.values[1]) for row in table.rows()] == [(2, "linha 1\nlinha 2"), (3, "x")]


def test_the_rows_of_a_csv_are_foretold(tmp_path: Path) -> None:
    assert open_table(written(tmp_path, b"Nome\nAna\nBia\n")).expected_rows == 2
    assert open_table(written(tmp_path, b"Nome\nAna\nBia")).expected_rows == 2


def test_the_rows_of_a_sheet_are_foretold_whatever_it_declares(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)  # declares no dimension
    sheet = book.create_sheet()
    sheet.append(["Nome", "Observação"])
    for number in range(4_000):
        sheet.append([f"Ana {number}", "" if number < 2_000 else "longa " * 20])
    path = tmp_path / "longa.xlsx"
    book.save(path)
    assert open_table(path).expected_rows == 4_000
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "mente.xlsx", "w") as boasting:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<sheetData>", b'<dimension ref="A1:B1048576"/><sheetData>', 1)
            boasting.writestr(name, content)
    assert open_table(tmp_path / "mente.xlsx").expected_rows == 4_000


def test_a_sheet_too_long_to_count_is_as_dense_as_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vinculo.foundation.reading.xlsx_file._COUNTED_BYTES", 1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(60_000):
        sheet.append([f"Nome {number:05}"])
    book.save(tmp_path / "longa.xlsx")
    assert abs(open_table(tmp_path / "longa.xlsx").expected_rows - 60_000) < 3_000


def test_header_below_a_title_empty_rows_and_repeated_names(tmp_path: Path) -> None:
    content = "Relatório de clientes\n\nNome;Telefone;Telefone;\n;;;\nAna;1;2;3\n"
    table = open_table(written(tmp_path, content.encode()))
    assert table.headers == ["Nome", "Telefone", "Telefone (2)", "(coluna D)"]
    assert [(row.number, row.values) for row in table.rows()] == [(5, ["Ana", "1", "2", "3"])]


HOSTILE = {
    "program.xlsx": b"MZ\x90\x00" + b"\x00" * 300,
    "image.xlsx": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "page.xls": b"<html><table><tr><td>Nome</td></tr></table></html>",
    "document.pdf": b"%PDF-1.7 ...",
    "noise.csv": bytes(range(256)) * 20,
    "empty.csv": b"",
    "blank.csv": b"\n \n",
    "header.csv": b"Nome;CPF\n",
    "torn.xlsx": b"PK\x03\x04" + b"\x01" * 400,
    "data.json": b'{"a": 1}',
    "quotes.csv": b'Nome;Obs\nAna;"' + b"x" * 1_200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableFile) as refusal:
        values(written(tmp_path, HOSTILE[name], name))
    assert refusal.value.sentence.endswith(".")


def test_an_ods_and_a_plain_zip_are_named(tmp_path: Path) -> None:
    for member, content, word in (
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("a.txt", "x", "ZIP"),
        ("xl/workbook.bin", "x", "xlsb"),
        ("word/document.xml", "x", "Word"),
    ):
        path = tmp_path / "f.xlsx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(member, content)
        with pytest.raises(UnusableFile, match=word):
            open_table(path)


def workbook_with(tmp_path: Path, sheet: bytes) -> Path:
    """A real XLSX whose sheet is replaced."""
    source = tmp_path / "source.xlsx"
    book = xlsxwriter.Workbook(source)
    book.add_worksheet().write(0, 0, "Nome")
    book.close()
    target = tmp_path / "target.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return target


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = workbook_with(tmp_path, b"<worksheet><sheetData><row>" + b" " * 60_000_000)
    with pytest.raises(UnusableFile, match="segurança"):
        open_table(path)


def test_entities_and_endless_rows_are_refused(tmp_path: Path) -> None:
    head = b'<?xml version="1.0" encoding="UTF-8"?>'
    bomb = (
        head
        + b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData>'
        + b'<row r="1"><c><v>&a;</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(UnusableFile):
        values(workbook_with(tmp_path, bomb))
    cells = b"".join(b'<c r="A1"><v>%d</v></c>' % n for n in range(300_000))
    endless = head + b'<worksheet><sheetData><row r="1">' + cells
    with pytest.raises(UnusableFile):
        values(workbook_with(tmp_path, endless), Limits(ratio=10_000))


def test_size_rows_and_columns_have_limits(tmp_path: Path) -> None:
    content = b"Nome;CPF\n" + b"Ana;1\n" * 50
    with pytest.raises(UnusableFile, match="MB"):
        values(written(tmp_path, content), Limits(file_bytes=10))
    with pytest.raises(UnusableFile, match="linhas"):
        values(written(tmp_path, content), Limits(rows=10))
    with pytest.raises(UnusableFile, match="colunas"):
        values(written(tmp_path, b";".join([b"c"] * 1_001) + b"\n"))


def test_two_hundred_columns(tmp_path: Path) -> None:
    table = open_table(
        written(tmp_path, (";".join(f"Coluna {n}" for n in range(200)) + "\n" + ";".join("x" * 200)).encode())
    )
    assert len(table.headers) == 200


def test_cells_of_every_type(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Nome", "Data", "Número", "Lógico", "Fórmula", "Fração"])
    page.append(["A & B <C>", datetime(1980, 3, 15), 12345678909, True, "=1+1", 1.5])
    page.append([None, None, None, None, None, None])
    page.append(["  Rui  ", datetime(1980, 3, 15, 14, 30), 1310100.0, False, "x", 0])
    page.merge_cells("A5:B5")
    page["A5"] = "Mesclada"
    book.save(path)
    table = open_table(path)
    rows = list(table.rows())
    assert rows[0].values[:4] == ["A & B <C>", "15/03/1980", "12345678909", "SIM"]
    assert rows[0].formulas == {4}
    assert rows[0].values[5] == "1,5"
    assert rows[1].number == 4
    assert rows[1].values == ["Rui", "15/03/1980 14:30", "1310100", "NÃO", "x", "0"]
    assert rows[2].values[0] == "Mesclada"


def test_the_fast_way_and_the_parser_agree(tmp_path: Path) -> None:
    """The same cells, written as programs ordinarily do and in a way only a parser understands."""
    row = (
        '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{a}</t></is></c><c r="C{n}"><v>{n}</v></c>'
        '<c r="D{n}" t="str"><f>A1</f><v>f&#10;g</v></c></row>'
    )
    rows = "".join(row.format(n=n, a="Nome" if n == 1 else f"a&amp;{n}") for n in range(1, 40))
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    plain = f"{head}<worksheet><sheetData>{rows}</sheetData></worksheet>"
    odd = f"{head}<!-- note --><worksheet><sheetData>{rows}</sheetData></worksheet>"
    mixed = plain.replace(
        '<c r="A7" t="inlineStr"><is><t>a&amp;7</t></is></c>',
        '<c r="A7" t="inlineStr"><is><r><t>a&amp;</t></r><r><t>7</t></r></is></c>',
    )
    results = [
        [(r.number, r.values, r.formulas) for r in open_table(workbook_with(tmp_path, text.encode())).rows()]
        for text in (plain, odd, mixed)
    ]
    assert results[0] == results[1] == results[2]
    assert len(results[0]) == 38


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("12.0", "12"),
        ("1.2345678000195E13", "12345678000195"),
        ("1.23457E+13", "1.23457E+13"),
        ("1.5", "1,5"),
        ("92.56999999999999", "92,57"),
        ("534.9400000000001", "534,94"),
        ("0.30000000000000004", "0,3"),
        ("12345678901234567.5", "12345678901234600"),
        ("x", "x"),
    ],
)
def test_plain_number(stored: str, shown: str) -> None:
    assert plain_number(stored) == shown


def test_spooled_strings() -> None:
    strings = SpooledStrings(iter([f"texto {n}" for n in range(5_000)]))
    assert [strings[0], strings[1_023], strings[1_024], strings[4_999]] == [
        "texto 0", "texto 1023", "texto 1024", "texto 4999",
    ]  # fmt: skip


def test_shared_strings_of_every_kind(tmp_path: Path) -> None:
    """Plain, with entities, rich, phonetic and empty ones keep their numbers."""
    texts = [
        "<si><t>Nome</t></si>",
        '<si><t xml:space="preserve"> A &amp; B </t></si>',
        "<si><r><t>ri</t></r><r><t>co</t></r></si>",
        '<si><t>kanji</t><rPh sb="0" eb="1"><t>fonético</t></rPh></si>',
        "<si/>",
        "<si><t/></si>",
        "<si><t>fim</t></si>",
    ]
    rows = "".join(
        f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c><c r="B{n + 1}"><v>1</v></c></row>' for n in range(7)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    path = workbook_with(tmp_path, f"{head}<worksheet><sheetData>{rows}</sheetData></worksheet>".encode())
    complete = tmp_path / "complete.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(complete, "w") as new:
        for name in old.namelist():
            if name != "xl/sharedStrings.xml":
                new.writestr(name, old.read(name))
        new.writestr("xl/sharedStrings.xml", f"{head}<sst>{''.join(texts)}</sst>")
    assert [row[0] for row in values(complete)] == ["A & B", "rico", "kanji", "", "", "fim"]
