"""The tables of worked figures in docs/algorithms, read by the tests so that the page cannot lie."""

from pathlib import Path

_PAGES = Path(__file__).resolve().parents[2] / "docs" / "algorithms"


def table(page: str, *headings: str) -> list[tuple[str, ...]]:
    """The rows, cell by cell, of the table of a page that has these headings."""
    lines = (_PAGES / page).read_text().splitlines()
    start = lines.index(f"| {' | '.join(headings)} |") + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    assert rows
    return rows
