"""Charts drawn by the server: SVG for the shapes, HTML for the words, nothing to load.

Shapes stretch with the page and words do not, so that a chart is as readable on a phone as on a wall. Each says what it
shows to assistive technology, and each of its figures is in the page as text. Figures are `Decimal` or `int`; how they
are written is a `Unit`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from vinculo.kernel import figures

Figure = Decimal | int
_WIDTH: Final = 1000
_TICKS: Final = 4
_NICE: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Unit:
    """How a figure is written, and how it is written shortly beside an axis."""

    write: Callable[[Figure], str]
    level: Callable[[Figure], str]


def decimals(places: int, suffix: str = "") -> Unit:
    """Figures with so many decimal places and words after them: `decimals(1, " dias")`."""

    def write(value: Figure) -> str:
        return f"{figures.decimal_number(value, places=places)}{suffix}"

    return Unit(write, lambda value: figures.plain_number(Decimal(value)))


COUNT = decimals(0)
PERCENT = Unit(decimals(1, "%").write, lambda value: figures.percentage(Decimal(value)))
MONEY = Unit(figures.amount_in_reais, lambda value: figures.amount_in_reais(value, places=0))


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of `bars`. `url` is the list behind the figure. Tones: "" (accent) danger warning success info muted."""

    label: str
    value: Figure
    url: str = ""
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of `line`: `label` is short and stands under the axis, `words` is the whole of it."""

    label: str
    value: Figure | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """The span of a gauge, where a figure begins to be acceptable, and where it is as desired.

    When `desired` is below `acceptable`, less is better.
    """

    low: Figure
    high: Figure
    acceptable: Figure
    desired: Figure

    def tone(self, value: Figure) -> str:
        """success, warning or danger."""
        less_is_better = self.desired < self.acceptable
        if value == self.desired or (value < self.desired) == less_is_better:
            return "success"
        if value == self.acceptable or (value < self.acceptable) == less_is_better:
            return "warning"
        return "danger"


def bars(items: Sequence[Bar], *, title: str, unit: Unit = COUNT) -> SafeString:
    """Horizontal bars with their words and figures, from the longest to the shortest as given. Negatives have none."""
    longest = max((Decimal(item.value) for item in items), default=Decimal(0))
    lines = format_html_join("", "{}", ((_bar(item, longest, unit),) for item in items))
    return format_html('<ol class="chart bars" aria-label="{}">{}</ol>', title, lines)


def line(marks: Sequence[Mark], *, title: str, unit: Unit = COUNT, goal: Figure | None = None) -> SafeString:
    """A line over time, with its area and, when given, a dashed line at `goal`. Gaps (None) stay gaps."""
    values = [Decimal(mark.value) for mark in marks if mark.value is not None]
    if not values:
        return format_html('<p class="chart muted">{}: ainda não há dados.</p>', title)
    reach = [*values, Decimal(0), *([] if goal is None else [Decimal(goal)])]
    low, high, step = _axis(min(reach), max(reach))

    def height(value: Figure) -> int:
        return _share(high - Decimal(value), high - low)

    last = max(len(marks) - 1, 1)
    places = [_share(Decimal(position), Decimal(last)) for position in range(len(marks))]
    runs = _runs([(place, mark.value) for place, mark in zip(places, marks, strict=True)])
    levels = [low + step * count for count in range(int((high - low) / step) + 1)]
    shapes = [
        *(_rule(height(level), "axis" if level == 0 else "grid") for level in levels),
        *(_area(run, height(0), height) for run in runs),
        *(_path(run, height) for run in runs),
        *([_rule(height(goal), "goal")] if goal is not None else []),
        *(_hover(place, last, mark, unit) for place, mark in zip(places, marks, strict=True) if mark.value is not None),
    ]
    return format_html(
        '<figure class="chart line"><div class="chart-levels" aria-hidden="true">{}</div>'
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        '<div class="chart-labels" aria-hidden="true">{}</div>{}</figure>',
        format_html_join("", '<span style="top:{}">{}</span>', ((_percent(height(y)), unit.level(y)) for y in levels)),
        _WIDTH,
        _WIDTH,
        title,
        format_html_join("", "{}", ((shape,) for shape in shapes)),
        format_html_join("", "<span>{}</span>", ((mark.label,) for mark in _thinned(marks))),
        _spoken(marks, title, unit),
    )


def gauge(value: Figure | None, span: Range, *, title: str, unit: Unit = COUNT) -> SafeString:
    """A figure on its range: zones of danger, acceptable and desired, a mark where the figure stands, and its words."""
    wide = Decimal(span.high) - Decimal(span.low)
    marks = [_share(Decimal(each) - Decimal(span.low), wide) for each in (span.acceptable, span.desired)]
    first, second = sorted(marks)
    zones = ("danger", "warning", "success") if marks[0] <= marks[1] else ("success", "warning", "danger")
    edges = ((0, first), (first, second), (second, _WIDTH))
    rects = format_html_join(
        "",
        '<rect class="zone {}" x="{}" y="0" width="{}" height="10"/>',
        ((zone, start, max(end - start, 0)) for zone, (start, end) in zip(zones, edges, strict=True)),
    )
    needle, shown, tone = SafeString(), "—", ""
    if value is not None:
        here = _share(Decimal(value) - Decimal(span.low), wide)
        needle = format_html_join(
            "", '<line class="{0}" x1="{1}" x2="{1}" y1="-2" y2="12"/>', (("halo", here), ("needle", here))
        )
        shown, tone = unit.write(value), span.tone(value)
    words = f"aceitável {unit.write(span.acceptable)} · desejado {unit.write(span.desired)}"
    return format_html(
        '<figure class="chart gauge"><figcaption>{}<strong class="num {}">{}</strong></figcaption>'
        '<svg viewBox="0 -4 {} 18" preserveAspectRatio="none" role="img" aria-label="{}: {}; {}">{}{}</svg>'
        '<p class="small muted">{}</p></figure>',
        title,
        f"{tone}-ink" if tone else "muted",
        shown,
        _WIDTH,
        title,
        shown,
        words,
        rects,
        needle,
        words,
    )


def sparkline(values: Sequence[Figure], *, title: str, unit: Unit = COUNT) -> SafeString:
    """The shape of a series beside its last figure, the size of a word; nothing for fewer than two figures."""
    if len(values) < 2:
        return SafeString()
    low, high = Decimal(min(values)), Decimal(max(values))
    points = " ".join(
        f"{_share(Decimal(position), Decimal(len(values) - 1))},{_share(high - Decimal(value), high - low) // 10}"
        for position, value in enumerate(values)
    )
    return format_html(
        '<svg class="chart spark" viewBox="0 -8 {} 116" preserveAspectRatio="none" role="img" '
        'aria-label="{}: de {} a {}"><polyline points="{}"/></svg>',
        _WIDTH,
        title,
        unit.write(values[0]),
        unit.write(values[-1]),
        points,
    )


# --- Pieces --------------------------------------------------------------------


def _bar(item: Bar, longest: Decimal, unit: Unit) -> SafeString:
    label = format_html('<a href="{}">{}</a>', item.url, item.label) if item.url else item.label
    hint = format_html(' <span class="muted">{}</span>', item.hint) if item.hint else SafeString()
    return format_html(
        '<li class="{}"><span class="bar-label">{}{}</span><svg viewBox="0 0 {} 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="track" width="{}" height="10"/><rect class="fill" width="{}" height="10"/>'
        '</svg><span class="num">{}</span></li>',
        item.tone,
        label,
        hint,
        _WIDTH,
        _WIDTH,
        _share(max(Decimal(item.value), Decimal(0)), longest),
        unit.write(item.value),
    )


def _share(part: Decimal, whole: Decimal) -> int:
    """`part` of `whole` on a scale of 0 to 1000, never outside it."""
    if whole <= 0:
        return 0
    share = (part * _WIDTH / whole).to_integral_value(rounding=ROUND_HALF_UP)
    return min(max(int(share), 0), _WIDTH)


def _percent(share: int) -> str:
    return f"{share // 10}.{share % 10}%"


def _axis(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Round ends of an axis that holds zero and both figures, and the step between its levels."""
    span = high - low or Decimal(1)
    rough = span / _TICKS
    power = Decimal(10) ** rough.adjusted()
    step = next(power * nice for nice in _NICE if power * nice >= rough)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    last = (high / step).to_integral_value(rounding="ROUND_CEILING") * step
    return first, last if last > first else first + step, step


Place = tuple[int, Figure]


def _runs(points: Sequence[tuple[int, Figure | None]]) -> list[list[Place]]:
    """The points between the gaps."""
    runs: list[list[Place]] = [[]]
    for place, value in points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]


def _rule(y: int, css: str) -> SafeString:
    return format_html('<line class="{}" x1="0" x2="{}" y1="{}" y2="{}"/>', css, _WIDTH, y, y)


def _path(run: list[Place], height: Callable[[Figure], int]) -> SafeString:
    if len(run) == 1:
        place, value = run[0]
        return format_html('<circle class="stroke" cx="{}" cy="{}" r="4"/>', place, height(value))
    return format_html(
        '<polyline class="stroke" points="{}"/>', " ".join(f"{place},{height(value)}" for place, value in run)
    )


def _area(run: list[Place], ground: int, height: Callable[[Figure], int]) -> SafeString:
    corners = [(run[0][0], ground), *((place, height(value)) for place, value in run), (run[-1][0], ground)]
    return format_html('<polygon class="area" points="{}"/>', " ".join(f"{x},{y}" for x, y in corners))


def _hover(place: int, last: int, mark: Mark, unit: Unit) -> SafeString:
    half = max(_WIDTH // (2 * last), 1)
    assert mark.value is not None
    return format_html(
        '<rect class="hover" x="{}" y="0" width="{}" height="{}"><title>{}: {}</title></rect>',
        max(place - half, 0),
        half * 2,
        _WIDTH,
        mark.words or mark.label,
        unit.write(mark.value),
    )


def _thinned(marks: Sequence[Mark], most: int = 8) -> list[Mark]:
    """Labels that fit under the axis: the first, the last, and some between at one distance."""
    if len(marks) <= most:
        return list(marks)
    return [marks[position * (len(marks) - 1) // (most - 1)] for position in range(most)]


def _spoken(marks: Sequence[Mark], title: str, unit: Unit) -> SafeString:
    rows = format_html_join(
        "",
        "<tr><th scope=row>{}</th><td>{}</td></tr>",
        ((mark.words or mark.label, "—" if mark.value is None else unit.write(mark.value)) for mark in marks),
    )
    return format_html('<table class="visually-hidden"><caption>{}</caption>{}</table>', title, rows)
