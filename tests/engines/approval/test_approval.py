"""The figures of docs/algorithms/approval.md, the seal, and who may take the next step."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.worked import table
from vinculo.engines.approval import (
    Approver,
    Decision,
    Judgement,
    Level,
    Limit,
    Measure,
    NotCanonical,
    Refusal,
    Style,
    beyond,
    canonical,
    changes,
    judge,
    progress,
    seal,
    why_not,
)

PAGE = "approval.md"
LEVELS = [Level(1, "Supervisor"), Level(2, "Gerente"), Level(3, "Diretor")]


def measure(text: str, limits: str) -> Measure:
    criterion, value = text.split(" ")
    by_level = {
        number: Limit(Decimal(limit), f"linha {number}")
        for number, limit in enumerate(limits.split(" "))
        if limit != "—"
    }
    return Measure(criterion, Decimal(value), by_level)


def judged(measures: str, limits: str, style: str = "direct") -> Judgement:
    pairs = zip(measures.split("; "), limits.split("; "), strict=True)
    return judge([measure(*pair) for pair in pairs], LEVELS, Style(style))


@pytest.mark.parametrize(("style", "measures", "limits", "path"), table(PAGE, "Style", "Measures", "Limits", "Path"))
def test_a_path_of_the_page(style: str, measures: str, limits: str, path: str) -> None:
    answer = judged(measures, limits, style)
    said = "never" if answer.unreachable else "none" if answer.passes else " ".join(map(str, answer.path))
    assert said == path


@pytest.mark.parametrize(("text", "limits", "passing"), table(PAGE, "Measure", "Limits", "What passes"))
def test_a_counterfactual_of_the_page(text: str, limits: str, passing: str) -> None:
    [need] = judged(text, limits).needs
    assert need.passing == passing


def test_the_derivation_can_be_read_aloud() -> None:
    limits = {0: Limit(Decimal("7.5"), "Alçada, linha 1"), 1: Limit(Decimal(10), "Alçada, linha 4"), 2: Limit(None)}
    answer = judge([Measure("discount", Decimal("12.5"), limits, "Item 2, Parafuso")], LEVELS)
    assert answer.lines == (
        "Item 2, Parafuso: Desconto de 12,5%; quem faz o documento decide até 7,5% (Alçada, linha 1).",
        "Nível 1 (Supervisor): até 10%, não cobre (Alçada, linha 4).",
        "Nível 2 (Gerente): sem limite, cobre.",
        "Item 2, Parafuso: Desconto até 7,5% passa sem alçada.",
        "Decide o nível 2 (Gerente), o primeiro que cobre o valor.",
    )


def test_what_no_level_covers_is_said() -> None:
    answer = judged("discount 31; term 10", "5 10 20 30; 5 10 20 30")
    assert answer.path == ()
    assert answer.lines[-1] == "Nenhum nível tem limite que cubra: Desconto. O documento não passa como está."


@given(
    st.lists(
        st.tuples(st.sampled_from(["discount", "gross_margin"]), st.integers(0, 40), st.lists(st.integers(0, 40))),
        max_size=4,
    ),
    st.sampled_from(list(Style)),
)
def test_the_path_always_covers_every_violation(drawn: list[tuple[str, int, list[int]]], style: Style) -> None:
    measures = [
        Measure(criterion, Decimal(value), {level: Limit(Decimal(limit)) for level, limit in enumerate(limits[:4])})
        for criterion, value, limits in drawn
    ]
    answer = judge(measures, LEVELS, style)
    assert answer.passes is (not answer.needs)
    if answer.unreachable:
        assert answer.path == ()
        return
    assert all(set(need.levels) & set(answer.path) for need in answer.needs)
    assert list(answer.path) == sorted(set(answer.path))
    if style is Style.CHAINED and answer.path:
        assert answer.path == tuple(range(1, max(answer.path) + 1))


CONTENT = {
    "customer": 12,
    "lines": [{"product": "P1", "quantity": Decimal("10"), "price": Decimal("9.90")}],
    "freight": Decimal("30.00"),
    "on": date(2026, 11, 26),
}


def changed(**values: object) -> dict[str, object]:
    line = {**CONTENT["lines"][0]} if isinstance(CONTENT["lines"], list) else {}
    return {**CONTENT, "lines": [{**line, **{name: values.pop(name) for name in set(values) & set(line)}}], **values}


def test_the_seal_is_of_the_content_and_of_nothing_else() -> None:
    same = {"on": date(2026, 11, 26), "freight": Decimal("3E+1"), "lines": CONTENT["lines"], "customer": Decimal(12)}
    assert seal("case:1", CONTENT) == seal("case:1", same)  # type: ignore[arg-type]
    others = [
        changed(price=Decimal("9.89")),
        changed(price=Decimal("9.9000000000000000000000000001")),
        changed(quantity=Decimal("10.001")),
        changed(product="P2"),
        changed(freight=Decimal(0)),
        changed(on=date(2026, 11, 27)),
        changed(customer="12"),
        {**CONTENT, "lines": []},
        {**CONTENT, "lines": [*CONTENT["lines"], *CONTENT["lines"]]},  # type: ignore[misc]
        {**CONTENT, "term": None},
    ]
    seals = {seal("case:1", other) for other in others}  # type: ignore[arg-type]
    assert len(seals) == len(others)
    assert seal("case:1", CONTENT) not in seals
    assert seal("case:2", CONTENT) != seal("case:1", CONTENT)


@pytest.mark.parametrize("wrong", [1.5, {"price": 0.1}, [{1, 2}], Decimal("NaN"), datetime(2026, 1, 1, tzinfo=UTC)])
def test_what_has_no_canonical_form_is_refused(wrong: object) -> None:
    with pytest.raises(NotCanonical):
        seal("case:1", wrong)  # type: ignore[arg-type]


def test_changes_are_said_by_path() -> None:
    after = {**changed(price=Decimal("9.5")), "term": "30/60"}
    assert changes(canonical(CONTENT), canonical(after)) == [  # type: ignore[arg-type]
        ("lines 1 › price", "9,9", "9,5"),
        ("term", "—", "30/60"),
    ]
    assert changes(canonical({"whole": False}), canonical({"whole": True})) == [("whole", "não", "sim")]


def refusal(user: int, levels: set[int], *decisions: Decision, path: tuple[int, ...] = (1, 2)) -> Refusal | None:
    return why_not(
        Approver(user, frozenset(levels)), makers=frozenset({1}), path=path, able=(2, 3), decisions=decisions
    )


def test_who_may_take_the_next_step() -> None:
    first = Decision(20, 1, approved=True)
    assert refusal(20, {1}) is None
    assert refusal(1, {1}) is Refusal.OWN_DOCUMENT
    assert refusal(30, {2}) is Refusal.NOT_NEXT
    assert refusal(30, {2}, first) is None
    assert refusal(20, {1, 2}, first) is Refusal.ALREADY_DECIDED
    assert refusal(30, {2}, first, Decision(30, 2, approved=True)) is Refusal.CLOSED
    assert refusal(40, {2}, Decision(20, 1, approved=False)) is Refusal.CLOSED
    assert refusal(20, {2}, Decision(50, 1, approved=True, holder_id=20)) is Refusal.ALREADY_DECIDED


def test_a_higher_level_decides_in_the_place_of_one() -> None:
    assert refusal(30, {3}, path=(2,)) is None
    assert refusal(30, {4}, path=(2,)) is Refusal.NOT_NEXT


def test_progress_follows_the_path() -> None:
    one, two = Decision(20, 1, approved=True), Decision(30, 2, approved=True)
    assert [progress((1, 2), steps).pending for steps in ([], [one], [one, two])] == [1, 2, None]
    assert progress((1, 2), [one, two]).approved
    assert progress((1, 2), [Decision(20, 1, approved=False)]).refused


@pytest.mark.parametrize(
    ("told", "now", "found"),
    [
        ("discount 15", "discount 15", ""),
        ("discount 15", "discount 12", ""),
        ("discount 15", "discount 19", "discount"),
        ("discount 15", "discount 12; discount 12", "discount"),
        ("discount 15; discount 8", "discount 8; discount 15", ""),
        ("gross_margin 12", "gross_margin 13", ""),
        ("gross_margin 12; discount 8", "gross_margin 11; discount 8", "gross_margin"),
        ("discount 8", "discount 8; term 42", "term"),
        ("discount 8; term 42", "discount 8", ""),
    ],
)
def test_a_worse_violation_or_another_goes_beyond_what_was_told(told: str, now: str, found: str) -> None:
    before, after = (
        [(code, Decimal(value)) for code, value in (each.split(" ") for each in text.split("; "))]
        for text in (told, now)
    )
    further = beyond(before, after)
    assert (further.code if further else "") == found
