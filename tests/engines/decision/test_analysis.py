"""Planted ties, overlaps and gaps are found; what only looks like one is not."""

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product

from tests.engines.decision.test_table import DAY, KIND, row
from vinculo.engines.decision import Analysis, Row, Sort, Table, analyse
from vinculo.engines.decision.analysis import MOST_TOLD

STATES = {"destination_uf": ["MG", "RJ", "SP", "ES"]}


def found(rows: list[Row]) -> Analysis:
    return analyse(Table(KIND, rows), STATES, on=DAY)


def lines(rows: list[Row], sort: Sort) -> list[tuple[int, ...]]:
    return [finding.lines for finding in found(rows).of(sort)]


def test_equal_rows_tie_and_an_equal_row_that_starts_later_overlaps() -> None:
    assert lines([row(1, line="L"), row(2, line="L")], Sort.TIE) == [(1, 2)]
    later = [row(1, line="L"), row(2, date(2027, 1, 1), line="L")]
    assert lines(later, Sort.TIE) == []
    assert lines(later, Sort.OVERLAP) == [(1, 2)]
    assert found(later).findings[0].sentence == "A linha 2 toma o lugar da linha 1 a partir de 01/01/2027 (Linha L)."


def test_rows_of_different_keys_and_equal_score_tie_where_both_match() -> None:
    rows = [row(1, establishment="1"), row(2, origin_uf="SP")]
    assert lines(rows, Sort.TIE) == [(1, 2)]
    assert lines([*rows, row(3, establishment="1", origin_uf="SP")], Sort.TIE) == []
    assert lines([row(1, establishment="1", line="A"), row(2, origin_uf="SP", line="B")], Sort.TIE) == []


def test_rows_that_never_meet_do_not_tie() -> None:
    one, two = date(2026, 1, 1), date(2026, 7, 1)
    assert lines([row(1, one, two, line="L"), row(2, two, line="L")], Sort.OVERLAP) == []
    assert lines([row(1, quantity="0..10"), row(2, quantity="10.1..20")], Sort.TIE) == []
    assert lines([row(1, quantity="0..10"), row(2, quantity="10..20")], Sort.TIE) == [(1, 2)]
    assert lines([row(1, line="L", active=False), row(2, line="L")], Sort.TIE) == []


def test_holes_between_validities() -> None:
    rows = [row(1, None, date(2026, 2, 1), line="L"), row(2, date(2026, 3, 1), line="L")]
    assert [finding.sentence for finding in found(rows).of(Sort.GAP)] == [
        "Nenhuma linha vale de 01/02/2026 a 28/02/2026, entre as linhas 1 e 2 (Linha L)."
    ]
    assert lines([*rows, row(3)], Sort.GAP) == []


def test_holes_between_bands() -> None:
    rows = [row(1, quantity="0..10"), row(2, quantity="10.1..20"), row(3, quantity="25..")]
    assert [finding.sentence for finding in found(rows).of(Sort.GAP)] == [
        "Quantidade: nenhuma linha serve para 20,1 a 24,9, entre as linhas 2 e 3."
    ]


def test_a_state_left_out_among_its_neighbours() -> None:
    rows = [row(number, origin_uf="SP", destination_uf=uf) for number, uf in enumerate(["MG", "RJ", "SP"], start=1)]
    assert [finding.sentence for finding in found(rows).of(Sort.GAP)] == [
        "UF de destino sem linha: ES (UF de origem SP)."
    ]
    assert lines([*rows, row(9)], Sort.GAP) == []
    assert lines(rows[:1], Sort.GAP) == []


def test_planted_faults_are_all_found_among_many_rows() -> None:
    chance = random.Random(7)
    rows = [row(number, customer=str(number), line=chance.choice("ABC")) for number in range(1, 20_001)]
    rows += [row(20_001, customer="500", line=rows[499].keys["line"]), row(20_002, customer="77777", quantity="1..5")]
    rows += [row(20_003, customer="77777", quantity="8..9"), row(20_004, date(2026, 5, 1), **rows[0].keys)]
    answer = found(rows)
    found_lines = {finding.sort: finding.lines for finding in answer.findings}
    assert found_lines == {Sort.TIE: (500, 20_001), Sort.OVERLAP: (1, 20_004), Sort.GAP: (20_002, 20_003)}
    assert not answer.is_partial


def test_no_number_of_overlaps_hides_a_tie_and_the_search_ends() -> None:
    rows = [row(number, date(2026, 1, 1) + timedelta(days=number % 300), line="L") for number in range(1, 301)]
    rows += [row(3_001, date(2026, 3, 3), customer="9"), row(3_002, date(2026, 3, 3), customer="9")]
    alone = found(rows)
    assert [finding.lines for finding in alone.of(Sort.TIE)] == [(3_001, 3_002)]
    assert (alone.counts[Sort.OVERLAP], alone.is_partial) == (MOST_TOLD, True)


def test_rows_that_a_heavier_one_settles_only_in_part_still_tie() -> None:
    rows = [row(1, origin_uf="SP", quantity="0..100"), row(2, establishment="1", quantity="0..100")]
    both = {"origin_uf": "SP", "establishment": "1"}
    assert lines([*rows, row(3, **both, quantity="0..10")], Sort.TIE) == [(1, 2)]
    assert lines([*rows, row(3, **both, quantity="0..10"), row(4, **both, quantity="10.1..")], Sort.TIE) == []
    start, end = date(2026, 1, 1), date(2026, 6, 1)
    dated = [row(1, start, origin_uf="SP"), row(2, start, establishment="1")]
    assert lines([*dated, row(3, start, end, **both)], Sort.TIE) == [(1, 2)]
    assert lines([*dated, row(3, start, end, **both), row(4, end, **both)], Sort.TIE) == []


def test_every_tie_a_sale_could_meet_is_told_and_no_other() -> None:
    """Small matrices made at random, and every sale there can be of them on every day."""
    values = {"line": ("A", "B"), "origin_uf": ("X", "Y"), "establishment": ("1", "2")}
    sales = [
        dict(zip((*values, "quantity"), facts, strict=True))
        for facts in product(*((*codes, None) for codes in values.values()), (None, *map(Decimal, range(8))))
    ]
    days = [DAY + timedelta(days=each) for each in range(-1, 7)]
    chance = random.Random(4)
    met: set[tuple[int, ...]] = set()
    for _ in range(30):
        rows = []
        for number in range(1, 12):
            keys = {name: chance.choice(codes) for name, codes in values.items() if chance.random() < 0.4}
            if chance.random() < 0.6:
                low, high = sorted(chance.choices(range(8), k=2))
                keys["quantity"] = f"{low}..{high}"
            since = DAY + timedelta(days=chance.randrange(4)) if chance.random() < 0.3 else None
            until = (since or DAY) + timedelta(days=chance.randrange(1, 4)) if chance.random() < 0.3 else None
            rows.append(row(number, since, until, **keys))
        table = Table(KIND, rows)
        answers = (table.decide(sale, day) for sale in sales for day in days)
        met = {pair for each in answers if each.problem for pair in combinations(each.problem.rows, 2)}
        assert set(lines(rows, Sort.TIE)) == met
    assert met


def test_holes_are_told_where_another_row_serves_only_a_part_of_them() -> None:
    rows = [row(1, line="L", quantity="0..10"), row(2, line="L", quantity="20..30"), row(3, quantity="10.1..12")]
    assert [finding.sentence for finding in found(rows).of(Sort.GAP)] == [
        "Quantidade: nenhuma linha serve para 12,1 a 19,9, entre as linhas 1 e 2 (Linha L)."
    ]
    months = [date(2026, month, 1) for month in range(1, 6)]
    rows = [row(1, None, months[1], line="L"), row(2, months[3], line="L"), row(3, None, months[2])]
    assert [finding.sentence for finding in found(rows).of(Sort.GAP)] == [
        "Nenhuma linha vale de 01/03/2026 a 31/03/2026, entre as linhas 1 e 2 (Linha L)."
    ]


def test_holes_of_a_band_that_was_split_and_of_days_to_come() -> None:
    one, two = date(2026, 2, 1), date(2026, 3, 1)
    rows = [
        row(1, None, one, line="L", quantity="0..10"),
        row(2, one, line="L", quantity="0..5"),
        row(3, two, line="L", quantity="5.1..10"),
    ]
    assert [finding.sentence for finding in found(rows).of(Sort.GAP)] == [
        "Nenhuma linha vale de 01/02/2026 a 28/02/2026, entre as linhas 1 e 3 (Linha L, Quantidade 5,1 a 10)."
    ]
    year = date(2027, 1, 1)
    rows = [row(1, year, line="L", quantity="0..10"), row(2, year, line="L", quantity="20..30")]
    assert [finding.sentence for finding in found(rows).of(Sort.GAP)] == [
        "Quantidade: nenhuma linha serve para 10,1 a 19,9 em 01/01/2027, entre as linhas 1 e 2 (Linha L)."
    ]
