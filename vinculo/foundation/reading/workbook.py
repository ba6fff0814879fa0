"""The small parts of an XLSX: which sheet to read, which cell styles are dates."""

import re
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import MEGABYTE
from vinculo.foundation.reading.package import Package, local, new_parser

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONSHIPS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_LARGEST_SMALL_PART: Final = 16 * MEGABYTE
_RELATIONSHIP_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP_ID: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BUILT_IN_DATES: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_LITERALS: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE_LETTERS: Final = re.compile(r"[dmyhsaDMYHSA]")


@dataclass(frozen=True, slots=True)
class Workbook:
    """`sheet` is the part of the first visible sheet, `others` the names of the visible sheets not read."""

    sheet: str
    sheet_name: str
    others: list[str]
    starts_in_1904: bool
    date_styles: frozenset[str]


def read_workbook(package: Package) -> Workbook:
    """Raises `UnusableFile` when no sheet has cells."""
    book = _small_part(package, _WORKBOOK)
    targets = {
        relationship.get("Id", ""): relationship.get("Target", "")
        for relationship in (_small_part(package, _RELATIONSHIPS) if _RELATIONSHIPS in package else [])
    }
    sheets = []
    starts_in_1904 = False
    for element in book.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "workbookPr":
            starts_in_1904 = element.get("date1904") in ("1", "true")
        elif tag == "sheet" and element.get("state", "visible") == "visible":
            target = targets.get(element.get(_RELATIONSHIP_ID) or element.get(_STRICT_RELATIONSHIP_ID) or "", "")
            sheets.append((element.get("name", ""), _part_name(target)))
    sheets = [(name, part) for name, part in sheets if part in package and "worksheets" in part.lower()]
    if not sheets:
        raise UnusableFile("O arquivo XLSX não tem nenhuma planilha visível.")
    (sheet_name, sheet), *others = sheets
    return Workbook(sheet, sheet_name, [name for name, _ in others], starts_in_1904, _date_styles(package))


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _small_part(package: Package, name: str) -> ElementTree.Element:
    if package.size(name) > _LARGEST_SMALL_PART:
        raise UnusableFile("O arquivo XLSX se expande além do razoável ao ser aberto e foi recusado por segurança.")
    content = b"".join(package.blocks(name))
    new_parser().Parse(content, True)  # refuses document types before the tree is built
    return ElementTree.fromstring(content)  # noqa: S314  (no document type, bounded size)


def _date_styles(package: Package) -> frozenset[str]:
    """The positions, as the text cells carry, of the cell formats that show a date."""
    if _STYLES not in package:
        return frozenset()
    styles = _small_part(package, _STYLES)
    custom = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in styles.iter()
        if local(element.tag.rpartition("}")[2]) == "numFmt"
    }
    formats = next((element for element in styles if element.tag.rpartition("}")[2] == "cellXfs"), None)
    if formats is None:
        return frozenset()
    return frozenset(
        str(position)
        for position, cell_format in enumerate(formats)
        if _is_date(cell_format.get("numFmtId", "0"), custom)
    )


def _is_date(format_id: str, custom: dict[str, str]) -> bool:
    if format_id in custom:
        return bool(_DATE_LETTERS.search(_LITERALS.sub("", custom[format_id].split(";")[0]).replace("General", "")))
    return format_id.isdigit() and int(format_id) in _BUILT_IN_DATES
