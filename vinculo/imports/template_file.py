"""The sheet to fill in: every column formatted as text, so that no CPF loses its zeros, and a page of instructions."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

import xlsxwriter

from vinculo.foundation.lists.definition import ExportValue
from vinculo.foundation.lists.spreadsheets import XlsxWriter
from vinculo.imports.importer import Importer

_ADVICE = (
    "Preencha a aba “Dados”, uma linha por registro. Apague a linha de exemplo antes de importar.",
    "Não mude o formato das colunas: elas são texto para que CPF, CNPJ e CEP não percam zeros à esquerda.",
    "Colunas que você não usa podem ficar vazias ou ser apagadas; a ordem não importa.",
    "Uma célula vazia não apaga o que já está no cadastro.",
    "Importar a mesma planilha de novo não duplica nada.",
)


def write_template(importer: Importer, target: IO[bytes]) -> None:
    """Write the template of an importer as XLSX."""
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    text = book.add_format({"num_format": "@"})
    heading = book.add_format({"bold": True, "bg_color": "#1F3A68", "font_color": "#FFFFFF", "num_format": "@"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    data = book.add_worksheet("Dados")
    data.freeze_panes(1, 0)
    for position, field in enumerate(importer.fields):
        data.set_column(position, position, max(14, len(field.label) + 4), text)
        data.write_string(0, position, field.label, heading)
        data.write_comment(0, position, field.help)
        if field.example:
            data.write_string(1, position, field.example, text)
    guide = book.add_worksheet("Instruções")
    guide.set_column(0, 1, 26, wrapped)
    guide.set_column(2, 2, 80, wrapped)
    guide.set_column(3, 3, 26, wrapped)
    every_advice = (*_ADVICE, *importer.advice)
    for line, advice in enumerate(every_advice):
        guide.merge_range(line, 0, line, 3, advice, wrapped)
    top = len(every_advice) + 1
    guide.write_row(top, 0, ["Grupo", "Coluna", "O que informar", "Exemplo"], heading)
    for line, field in enumerate(importer.fields, start=top + 1):
        guide.write_row(line, 0, [field.group, field.label, field.help, field.example], wrapped)
    book.close()


def write_contents(importer: Importer, rows: Iterable[Sequence[ExportValue]], path: Path) -> int:
    """Write rows in the order of the importer's fields, under the names it knows them by; how many there were."""
    count = 0
    with XlsxWriter(path, importer.title[:31], [field.label for field in importer.fields]) as sheet:
        for row in rows:
            sheet.write(row)
            count += 1
    return count
