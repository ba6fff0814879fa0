"""What was measured: figures, with the bounds they must hold, as a table and as `var/bench.json`."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement at one scale (number of customers). Without `bound` it only stands beside another.

    `bound` is what the value must not exceed or, when `at_least`, must reach.
    """

    name: str
    value: float
    unit: str
    scale: int
    bound: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool | None:
        if self.bound is None:
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "value": round(self.value, 2),
            "unit": self.unit,
            "scale": self.scale,
            "bound": self.bound,
            "holds": self.holds,
        }


def percentile(values: Iterable[float], percent: int) -> float:
    """The smallest value that `percent` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def write(figures: Sequence[Figure], path: Path) -> None:
    """A JSON list, one figure a line."""
    lines = ",\n  ".join(json.dumps(figure.as_json(), ensure_ascii=False) for figure in figures)
    path.write_text(f"[\n  {lines}\n]\n", encoding="utf-8")


def table(figures: Sequence[Figure]) -> str:
    """The figures as aligned lines for a terminal."""
    rows = [("Medida", "Escala", "Valor", "Limite", "")]
    for figure in figures:
        sign = "≥" if figure.at_least else "≤"
        bound = "" if figure.bound is None else f"{sign} {_number(figure.bound)}"
        verdict = {None: "", True: "cumpre", False: "NÃO CUMPRE"}[figure.holds]
        rows.append((figure.name, _number(figure.scale), f"{_number(figure.value)} {figure.unit}", bound, verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"{name:<{widths[0]}}  {scale:>{widths[1]}}  {value:>{widths[2]}}  {bound:>{widths[3]}}  {verdict}".rstrip()
        for name, scale, value, bound, verdict in rows
    ]
    return "\n".join((lines[0], "─" * len(lines[0]), *lines[1:]))


def _number(value: float) -> str:
    """1234567.8 → 1.234.568; 12.34 → 12,3."""
    text = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"
    return text.translate(str.maketrans(",.", ".,"))
