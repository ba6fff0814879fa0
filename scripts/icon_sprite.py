"""Build the product's one icon sprite from the Tabler icon set (MIT).

Usage: unpack `@tabler/icons`, add the new names to `scripts/icons.txt`, then
`python scripts/icon_sprite.py <unpacked package>/icons/outline`.
"""

import re
import sys
from pathlib import Path

NAMES = Path(__file__).with_name("icons.txt")
SPRITE = Path(__file__).parent.parent / "vinculo/foundation/ui/static/ui/icons.svg"


def symbol(name: str, source: str) -> str:
    """One `<symbol>` with the drawing of an icon file; stroke and fill come from the style sheet."""
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    if drawing is None:
        raise SystemExit(f"{name}: not an SVG icon")
    paths = " ".join(drawing.group(1).split())
    paths = paths.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").replace("> <", "><").strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>'


def main(folder: Path) -> None:
    names = sorted(set(NAMES.read_text(encoding="utf-8").split()))
    missing = [name for name in names if not (folder / f"{name}.svg").exists()]
    if missing:
        raise SystemExit("No such icons: " + ", ".join(missing))
    symbols = [symbol(name, (folder / f"{name}.svg").read_text(encoding="utf-8")) for name in names]
    SPRITE.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n", encoding="utf-8"
    )
    NAMES.write_text("\n".join(names) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
