"""No binary float in the source of whatever reckons money: neither written, nor asked for, nor kept in a column."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "vinculo"
# Where a float that comes in is told apart, and refused.
GUARDS = {("engines/plain.py", "float")}


def inexact(tree: ast.AST) -> Iterator[str]:
    """What in a module could bring a float about."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() as number):
                yield repr(number)
            case ast.Name(id="float" as name) | ast.Attribute(attr="FloatField" | "as_integer_ratio" as name):
                yield name
            case ast.ImportFrom(module="math" | "statistics" as module, names=names):
                yield from (f"{module}.{name.name}" for name in names if name.name not in ("gcd", "lcm", "isqrt"))
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name in ("math", "statistics"))


@pytest.mark.parametrize("app", ["engines", "kernel", "quoting", "tax_book", "price_book", "simulator", "matrices"])
def test_no_float_is_written_where_money_is_reckoned(app: str) -> None:
    modules = list((SOURCES / app).rglob("*.py"))
    found = {
        (str(path.relative_to(SOURCES)), what) for path in modules for what in inexact(ast.parse(path.read_text()))
    }
    assert modules
    assert found <= GUARDS


@pytest.mark.parametrize("line", ["x = 0.1", "x = float(y)", "x = models.FloatField()", "from math import floor"])
def test_the_scan_sees_a_float(line: str) -> None:
    assert list(inexact(ast.parse(line)))
