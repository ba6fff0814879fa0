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


def test_no_key_of_a_page_is_the_first_of_a_chord() -> None:
    """The shorter would be taken at once, and the chord never reached."""
    texts = [path.read_text() for path in [*SOURCES, *(ROOT / "vinculo").rglob("*.html")]]
    keys = {key for text in texts for key in re.findall(r'hotkey[ =]\\?"([^"\\]+)"', text)}
    keys |= {keys for text in texts for keys in re.findall(r'CreateEntry\([^)]*"(\w \w)"', text)}
    chords = {key for key in keys if " " in key and len(key) == 3}
    assert {"g a", "i p"} <= chords
    assert {chord for chord in chords if chord[0] in keys} == set()


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda path: path.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    assert not re.search(r"://|index-url|find-links", lock.read_text())
