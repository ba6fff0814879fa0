"""Charts: where the shapes stand, and that every figure is also in words."""

import re
from decimal import Decimal

from vinculo.foundation.ui import charts
from vinculo.foundation.ui.charts import Bar, Mark, Range


def test_bars_are_as_long_as_their_share_of_the_longest() -> None:
    html = charts.bars([Bar("Filtros", 200), Bar("Freios", 50), Bar("Devoluções", -3)], title="Por linha")
    assert re.findall(r'class="fill" width="(\d+)"', html) == ["1000", "250", "0"]
    assert 'aria-label="Por linha"' in html
    assert ">-3<" in html


def test_what_comes_from_people_is_escaped() -> None:
    html = charts.bars([Bar("<script>", 1, 'x"onclick="', hint="<b>")], title='"><i>')
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert 'x"onclick' not in html


def test_a_line_has_round_levels_that_hold_zero_and_the_goal() -> None:
    marks = [Mark("jan", Decimal(12)), Mark("fev", None), Mark("mar", Decimal(38))]
    html = charts.line(marks, title="Vendas", goal=45)
    assert re.findall(r'<span style="top:([\d.]+)%">([^<]+)', html) == [
        ("100.0", "0"),
        ("66.7", "20"),
        ("33.3", "40"),
        ("0.0", "60"),
    ]
    assert html.count("<circle") == 2
    assert "<th scope=row>fev</th><td>—</td>" in html


def test_a_line_without_data_says_so() -> None:
    assert "ainda não há dados" in charts.line([], title="Vendas")


def test_a_gauge_tells_good_from_bad_in_both_directions() -> None:
    more, less = Range(0, 100, 60, 85), Range(0, 90, 60, 30)
    assert [more.tone(value) for value in (59, 60, 84, 85, 100)] == [
        "danger",
        "warning",
        "warning",
        "success",
        "success",
    ]
    assert [less.tone(value) for value in (61, 60, 31, 30, 0)] == ["danger", "warning", "warning", "success", "success"]
    html = charts.gauge(Decimal("91.4"), more, title="Com e-mail", unit=charts.PERCENT)
    assert re.findall(r'class="zone (\w+)" x="(\d+)" y="0" width="(\d+)"', html) == [
        ("danger", "0", "600"),
        ("warning", "600", "250"),
        ("success", "850", "150"),
    ]
    assert 'class="needle" x1="914" x2="914"' in html
    assert "Com e-mail: 91,4%; aceitável 60,0% · desejado 85,0%" in html


def test_a_gauge_without_figure_has_no_needle() -> None:
    assert "needle" not in charts.gauge(None, Range(0, 10, 3, 5), title="Sem dado")


def test_a_sparkline_needs_two_figures() -> None:
    assert charts.sparkline([3], title="Pedidos") == ""
    assert 'points="0,100 1000,0"' in charts.sparkline([3, 9], title="Pedidos")
