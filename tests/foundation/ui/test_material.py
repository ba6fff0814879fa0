"""What a person sees keeps its promises: contrast, icons that exist, no inline script, nothing from outside."""

import re
from itertools import product
from pathlib import Path

import pytest

import vinculo

ROOT = Path(vinculo.__file__).parent
STATIC = ROOT / "foundation/ui/static/ui"
TOKENS = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
CODE = sorted(ROOT.rglob("*.py"))
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}), #\w{6}\);", TOKENS))
DARK = dict(re.findall(r"--([\w-]+): light-dark\(#\w{6}, (#\w{6})\);", TOKENS))
THEMES = {"light": PAIRS, "dark": DARK}

GROUNDS = ("canvas", "surface", "sunken", "raised", "hover")
INKS = ("ink", "ink-2", "ink-3", "accent", "danger", "warning", "success", "info")
SOFT = ("accent", "danger", "warning", "success", "info")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_ink_reads_on_every_ground(theme: str) -> None:
    colours = THEMES[theme]
    weak = [(ink, ground) for ink, ground in product(INKS, GROUNDS) if contrast(colours[ink], colours[ground]) < 4.5]
    assert weak == []


@pytest.mark.parametrize("theme", THEMES)
def test_coloured_grounds_carry_their_ink(theme: str) -> None:
    colours = THEMES[theme]
    for tone in SOFT:
        assert contrast(colours[f"{tone}-soft-ink"], colours[f"{tone}-soft"]) >= 4.5, tone
    for fill in ("accent-fill", "accent-fill-hover", "danger-fill"):
        assert contrast("#ffffff", colours[fill]) >= 4.5, fill


@pytest.mark.parametrize("theme", THEMES)
def test_the_edges_of_controls_and_the_focus_ring_are_seen(theme: str) -> None:
    colours = THEMES[theme]
    for edge, ground in product(("control-line", "focus"), ("canvas", "surface", "raised")):
        assert contrast(colours[edge], colours[ground]) >= 3, (edge, ground)


def icons_named_in(text: str) -> set[str]:
    in_templates = re.findall(r'\{% icon "([\w-]+)"', text) + re.findall(r'icon="([\w-]+)"', text)
    return {*in_templates, *re.findall(r"\{% entry \"([\w-]+)\"", text)}


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    sources = [*TEMPLATES, *(path for path in CODE if "migrations" not in path.parts)]
    missing = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in sources
        for name in icons_named_in(path.read_text(encoding="utf-8"))
        if name not in sprite
    }
    assert missing == set()


def test_every_icon_of_the_sprite_is_named_somewhere() -> None:
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    sources = [*TEMPLATES, *CODE, *STATIC.rglob("*.js")]
    named = {
        word for path in sources for word in re.findall(r"""["'#]([\w-]+)["'|]""", path.read_text(encoding="utf-8"))
    }
    assert sprite - named == set()


def test_no_template_carries_a_script_or_a_handler_of_its_own() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|\son(?!ly=)\w+=|javascript:", re.IGNORECASE)
    guilty = [path.name for path in TEMPLATES if inline.search(path.read_text(encoding="utf-8"))]
    assert guilty == []


def test_nothing_is_loaded_from_another_server() -> None:
    foreign = re.compile(
        r"""src=["']https?://|<link[^>]+href=["']https?://|url\(["']?https?://|@import|from ["']https?://"""
    )
    files = [*TEMPLATES, *STATIC.rglob("*.css"), *STATIC.rglob("*.js")]
    assert [path.name for path in files if foreign.search(path.read_text(encoding="utf-8"))] == []


def test_component_templates_say_their_inputs_first() -> None:
    silent = [
        path.name
        for path in (ROOT / "foundation/ui/templates").rglob("*.html")
        if "{#" not in path.read_text(encoding="utf-8")[:220]
    ]
    assert silent == []


def test_the_fonts_stay_light() -> None:
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) < 120_000
