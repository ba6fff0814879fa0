"""Every worked figure of docs/algorithms/decision.md."""

from datetime import date
from decimal import Decimal

import pytest

from tests.engines.decision.test_table import KIND
from tests.engines.worked import table
from vinculo.engines.decision import Fact, Row, Table

PAGE = "decision.md"


def pairs(text: str) -> dict[str, str]:
    return dict(each.split(" ", 1) for each in text.split("; ")) if text else {}


def fact(name: str, text: str) -> Fact:
    if name == "quantity":
        return Decimal(text)
    return tuple(text.split(",")) if "," in text else text


def day(text: str) -> date | None:
    return None if text == "—" else date.fromisoformat(text)


@pytest.fixture(scope="module")
def matrix() -> Table:
    rows = []
    for number, keys, validity in table(PAGE, "Row", "Filled keys", "Valid"):
        start, end = validity.split(" ")
        rows.append(Row(int(number), pairs(keys), {}, day(start), day(end)))
    return Table(KIND, rows)


@pytest.mark.parametrize(("sale", "on", "answer", "score"), table(PAGE, "Sale", "Day", "Answer", "Score"))
def test_a_sale_of_the_page(matrix: Table, sale: str, on: str, answer: str, score: str) -> None:
    facts = {name: fact(name, text) for name, text in pairs(sale).items()}
    decision = matrix.decide(facts, date.fromisoformat(on))
    tied = decision.problem.rows if decision.problem else ()
    said = str(decision.row.id) if decision.row else f"tie {' '.join(map(str, tied))}"
    assert (said, str(decision.score)) == (answer, score)


def test_the_weights_of_the_page() -> None:
    weights = dict(table(PAGE, "Key", "Weight"))
    assert {key.name: str(key.weight) for key in KIND.keys} == {
        "customer": weights["customer"],
        "customer_class": weights["customer class"],
        "product": weights["product"],
        "line": weights["product line, fiscal group"],
        "origin_uf": weights["each state of the pair origin and destination"],
        "destination_uf": weights["each state of the pair origin and destination"],
        "establishment": weights["establishment"],
        "quantity": weights["any other"],
    }
