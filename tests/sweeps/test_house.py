"""The house rules that a tool can check."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for path in (ROOT / "vinculo").rglob("*.py") if "migrations" not in path.parts)


def test_no_room_is_too_large_to_hold_in_the_head() -> None:
    long = {
        str(path.relative_to(ROOT)): lines for path in SOURCES if (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_no_module_hides_a_missing_concept() -> None:
    vague = {"utils", "helpers", "common", "misc", "services", "managers", "base"}
    assert [path for path in SOURCES if path.stem in vague] == []


def test_only_edges_read_the_clock() -> None:
    readers = [
        path for path in SOURCES if re.search(r"timezone\.now\(|datetime\.now\(|date\.today\(", path.read_text())
    ]
    assert [path.name for path in readers] == ["clock.py"]


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda path: path.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    assert not re.search(r"://|index-url|find-links", lock.read_text())
