"""What a file really is, by its content: names and extensions are ignored."""

import zipfile
from enum import Enum
from pathlib import Path
from typing import Final

from vinculo.foundation.reading.errors import UnusableFile

_SAMPLE: Final = 64 * 1024
_USE_XLSX_OR_CSV: Final = "Salve-a como XLSX ou CSV e envie de novo."

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"MZ", "O arquivo é um programa (executável), não uma planilha."),
    (b"\x7fELF", "O arquivo é um programa (executável), não uma planilha."),
    (b"%PDF", "O arquivo é um PDF, não uma planilha."),
    (b"\x89PNG", "O arquivo é uma imagem, não uma planilha."),
    (b"\xff\xd8\xff", "O arquivo é uma imagem, não uma planilha."),
    (b"GIF8", "O arquivo é uma imagem, não uma planilha."),
    (b"BM", "O arquivo é uma imagem, não uma planilha."),
    (b"RIFF", "O arquivo é de imagem, áudio ou vídeo, não uma planilha."),
    (b"Rar!", "O arquivo está compactado (RAR). Extraia a planilha e envie-a."),
    (b"7z\xbc\xaf", "O arquivo está compactado (7z). Extraia a planilha e envie-a."),
    (b"\x1f\x8b", "O arquivo está compactado (gzip). Extraia a planilha e envie-a."),
    (b"SQLite format 3", "O arquivo é um banco de dados, não uma planilha."),
    (b"{\\rtf", "O arquivo é um texto RTF, não uma planilha."),
)
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER_MARKS_16: Final = (b"\xff\xfe", b"\xfe\xff")


class Content(Enum):
    XLSX = "xlsx"
    TEXT = "text"


def sniff(path: Path) -> Content:
    """XLSX or delimited text. Raises `UnusableFile` for anything else, naming what it is."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if not sample.strip():
        raise UnusableFile("O arquivo está vazio.")
    if sample.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _require_workbook(path)
        return Content.XLSX
    if sample.startswith(_OLD_EXCEL):
        raise UnusableFile(_old_office_sentence(sample))
    _refuse_known_binary(sample)
    _refuse_markup(sample)
    return Content.TEXT


def _refuse_known_binary(sample: bytes) -> None:
    for signature, sentence in _SIGNATURES:
        if sample.startswith(signature) and (len(signature) > 2 or _is_binary(sample)):
            raise UnusableFile(sentence)
    if not sample.startswith(_BYTE_ORDER_MARKS_16) and _is_binary(sample):
        raise UnusableFile(f"O arquivo não é uma planilha. {_USE_XLSX_OR_CSV}")


def _is_binary(sample: bytes) -> bool:
    """Text has no NUL, and hardly any control character besides tab, line feed and carriage return."""
    control = sum(sample.count(bytes([code])) for code in (*range(1, 9), *range(14, 32)))
    return b"\x00" in sample or control * 100 > len(sample)


def _refuse_markup(sample: bytes) -> None:
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<style", b"<head")):
        raise UnusableFile(f"O arquivo é uma página HTML com nome de planilha. Abra-o no Excel. {_USE_XLSX_OR_CSV}")
    if start.startswith(b"<?xml"):
        raise UnusableFile(f"O arquivo é um XML, não uma planilha XLSX. {_USE_XLSX_OR_CSV}")
    if start.startswith((b"{", b"[{")):
        raise UnusableFile(f"O arquivo é um JSON, não uma planilha. {_USE_XLSX_OR_CSV}")


def _old_office_sentence(sample: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in sample:
        return "A planilha está protegida por senha. Retire a senha e envie de novo."
    return "O arquivo está no formato antigo do Excel (.xls). Salve-o como XLSX e envie de novo."


def _require_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnusableFile("O arquivo XLSX está corrompido ou incompleto. Abra-o no Excel e salve de novo.") from error
    if "xl/workbook.xml" in names or any(name.lower() == "xl/workbook.xml" for name in names):
        return
    if b"opendocument" in kind:
        raise UnusableFile(f"O arquivo é do LibreOffice/OpenOffice (.ods). {_USE_XLSX_OR_CSV}")
    if "xl/workbook.bin" in names:
        raise UnusableFile("O arquivo é uma planilha binária (.xlsb). Salve-a como XLSX e envie de novo.")
    if any(name.startswith("word/") for name in names):
        raise UnusableFile("O arquivo é um documento do Word, não uma planilha.")
    if any(name.startswith("ppt/") for name in names):
        raise UnusableFile("O arquivo é uma apresentação, não uma planilha.")
    raise UnusableFile("O arquivo está compactado (ZIP). Extraia a planilha e envie-a.")
