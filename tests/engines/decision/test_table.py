"""The fast matcher gives what the slow one gives, and the worked cases of behaviour 5.1."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.decision import oracle
from vinculo.engines.decision import Fact, Key, Kind, Result, ResultType, Row, Table, Trouble, Undecided, Weight
from vinculo.kernel.exact import NotExact

DAY = date(2026, 11, 26)
KIND = Kind(
    "price",
    "Teste",
    keys=(
        Key("customer", "Cliente", Weight.CUSTOMER),
        Key("customer_class", "Classe", Weight.CUSTOMER_CLASS),
        Key("product", "Produto", Weight.PRODUCT),
        Key("line", "Linha", Weight.LINE),
        Key("origin_uf", "UF de origem", Weight.UF_OF_PAIR),
        Key("destination_uf", "UF de destino", Weight.UF_OF_PAIR),
        Key("establishment", "Estabelecimento", Weight.ESTABLISHMENT),
        Key("quantity", "Quantidade", decimals=1),
    ),
    results=(Result("discount", "Desconto", ResultType.PERCENT),),
    mandatory=True,
)
OPTIONAL = Kind("optional", "Opcional", KIND.keys, KIND.results)


def row(number: int, start: date | None = None, end: date | None = None, *, active: bool = True, **keys: str) -> Row:
    return Row(number, keys, {"discount": Decimal(number)}, start, end, active)


def decide(rows: list[Row], on: date = DAY, **facts: Fact) -> tuple[int | None, int]:
    decision = Table(KIND, rows).decide(facts, on)
    return decision.row and decision.row.id, decision.score


def test_a_blank_key_is_any_and_the_heaviest_row_wins() -> None:
    rows = [row(1), row(2, customer="7"), row(3, customer_class="A", product="P", line="L", destination_uf="RJ")]
    assert decide(rows) == (1, 0)
    assert decide(rows, customer="8", product="P") == (1, 0)
    assert decide(rows, customer="7", customer_class="A", product="P", line="L", destination_uf="RJ") == (2, 64)
    assert decide(rows, customer="9", customer_class="A", product="P", line="L", destination_uf="RJ") == (3, 58)


def test_the_pair_of_states_weighs_four_and_half_of_it_two() -> None:
    rows = [row(1, origin_uf="SP"), row(2, origin_uf="SP", destination_uf="RJ")]
    assert decide(rows, origin_uf="SP", destination_uf="RJ") == (2, 4)
    assert decide(rows, origin_uf="SP", destination_uf="MG") == (1, 2)


def test_validity_contains_its_first_day_and_not_the_day_it_ends() -> None:
    rows = [row(1, date(2026, 11, 1), date(2026, 11, 30))]
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 29), date(2026, 11, 30)]
    assert [decide(rows, on=day)[0] for day in days] == [None, 1, 1, None]


def test_of_equal_scores_the_latest_start_wins() -> None:
    rows = [row(1, customer="7"), row(2, date(2026, 1, 1), customer="7"), row(3, date(2026, 6, 1), customer="7")]
    assert decide(rows, customer="7")[0] == 3
    assert decide(rows, on=date(2026, 5, 31), customer="7")[0] == 2
    assert decide(rows, on=date(2025, 5, 31), customer="7")[0] == 1


def test_a_tie_names_both_rows_and_picks_none() -> None:
    table = Table(KIND, [row(4, establishment="1"), row(9, origin_uf="SP"), row(5)])
    decision = table.decide({"establishment": "1", "origin_uf": "SP"}, DAY)
    assert decision.row is None
    assert decision.problem
    assert (decision.problem.code, decision.problem.trouble) == ("MATRIX_NOT_FOUND", Trouble.TIE)
    assert decision.problem.rows == (4, 9)
    assert "linhas 4 e 9" in decision.problem.sentence
    with pytest.raises(Undecided, match="empatam"):
        decision["discount"]


def test_no_row_is_a_problem_only_of_a_mandatory_matrix() -> None:
    mandatory, optional = (Table(kind, [row(1, customer="7")]).decide({}, DAY) for kind in (KIND, OPTIONAL))
    assert mandatory.problem
    assert mandatory.problem.trouble is Trouble.NO_ROW
    assert (optional.row, optional.problem) == (None, None)


def test_inactive_rows_do_not_count() -> None:
    assert decide([row(1), row(2, customer="7", active=False)], customer="7") == (1, 0)


def test_a_band_holds_both_its_ends_and_compares_rounded_figures() -> None:
    rows = [row(1, quantity="0..10"), row(2, quantity="10.1..20"), row(3, quantity="20.1..")]
    figures = ["0", "10", "10.04", "10.05", "20", "20.1", "99999", "-1"]
    assert [decide(rows, quantity=Decimal(figure))[0] for figure in figures] == [1, 1, 1, 2, 2, 3, 3, None]
    assert decide(rows)[0] is None
    with pytest.raises(NotExact):
        decide(rows, quantity=10.5)  # type: ignore[arg-type]


def test_a_product_of_several_lines_matches_each_of_them() -> None:
    rows = [row(1, line="A"), row(2, line="B", establishment="1"), row(3, line="C")]
    assert decide(rows, line=("A", "B"), establishment="1") == (2, 10)
    assert decide(rows, line=("A", "B"), establishment="2") == (1, 8)
    assert decide(rows, line=()) == (None, 0)
    tied = Table(KIND, rows).decide({"line": ("A", "C")}, DAY)
    assert tied.problem
    assert tied.problem.rows == (1, 3)


CODES = st.sampled_from(["", "a", "b", "c"])
STARTS = st.none() | st.integers(0, 40).map(lambda days: DAY - timedelta(days=20) + timedelta(days=days))
EXACT = [key.name for key in KIND.keys if not key.is_band]


@st.composite
def matrix_rows(draw: st.DrawFn) -> list[Row]:
    rows = []
    for number in range(1, draw(st.integers(0, 25)) + 1):
        keys = {name: draw(CODES) for name in EXACT}
        low = draw(st.integers(0, 30))
        keys["quantity"] = draw(st.sampled_from(["", f"{low}..{low + 5}", f"{low}..", f"..{low}"]))
        start = draw(STARTS)
        end = draw(st.none() | st.integers(1, 30).map(lambda days, start=start: (start or DAY) + timedelta(days=days)))
        rows.append(Row(number, keys, {}, start, end, draw(st.booleans())))
    return rows


@st.composite
def sale(draw: st.DrawFn) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for name in EXACT:
        facts[name] = draw(st.none() | st.sampled_from(["a", "b", "x"]) | st.just(("a", "c")))
    facts["quantity"] = draw(st.none() | st.decimals("0", "40", places=2))
    return facts


@given(rows=matrix_rows(), facts=sale(), days=st.integers(-25, 25))
def test_the_index_agrees_with_reading_every_row(rows: list[Row], facts: dict[str, Fact], days: int) -> None:
    on = DAY + timedelta(days=days)
    score, expected = oracle.decide(KIND, rows, facts, on)
    decision = Table(KIND, rows).decide(facts, on)
    if len(expected) == 1:
        assert (decision.row and decision.row.id, decision.score) == (expected[0], score)
    else:
        assert decision.row is None
        assert list(decision.problem.rows if decision.problem else ()) == expected


def test_a_hundred_thousand_random_rows_agree_with_the_oracle() -> None:
    chance = random.Random(20261126)
    sizes = {"customer": 60, "customer_class": 5, "product": 40, "line": 9, "origin_uf": 4, "destination_uf": 6}
    sizes |= {"establishment": 3}
    starts = [DAY - timedelta(days=days) for days in range(1, 8)]
    rows = []
    for number in range(100_000):
        keys = {name: str(chance.randrange(size)) for name, size in sizes.items() if chance.random() < 0.6}
        if chance.random() < 0.3:
            low = chance.randrange(50)
            keys["quantity"] = f"{low}..{low + chance.randrange(20)}"
        rows.append(Row(number, keys, {}, chance.choice(starts), None, chance.random() < 0.97))
    table = Table(KIND, rows)
    outcomes = set()
    for _ in range(30):
        facts: dict[str, Fact] = {name: str(chance.randrange(size + 1)) for name, size in sizes.items()}
        facts["quantity"] = Decimal(chance.randrange(700)) / 10
        if chance.random() < 0.5:
            facts["customer"] = None
        decision = table.decide(facts, DAY)
        score, expected = oracle.decide(KIND, rows, facts, DAY)
        outcomes.add(len(expected) > 1)
        found = [decision.row.id] if decision.row else list(decision.problem.rows if decision.problem else ())
        assert (decision.score, found) == (score, expected)
    assert outcomes == {True, False}
