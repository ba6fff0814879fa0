from dataclasses import replace

import pytest

from tests.customers.people import CNPJ, CPF, organization, person
from vinculo.customers import rules


@pytest.mark.parametrize(
    ("digits", "lines"),
    [
        ("11987654321", {"11987654321", "1187654321"}),
        ("1187654321", {"1187654321", "11987654321"}),
        ("1932345678", {"1932345678"}),
        ("98765432", {"98765432"}),
    ],
)
def test_a_line_is_known_with_and_without_the_ninth_digit(digits: str, lines: set[str]) -> None:
    assert rules.same_line_numbers(digits) == lines


def test_a_cpf_is_shown_in_part_and_a_cnpj_in_full() -> None:
    assert rules.shown_document(CPF, in_full=False) == "***.982.247-**"
    assert rules.shown_document(CPF, in_full=True) == "529.982.247-25"
    assert rules.shown_document(CNPJ, in_full=False) == "11.222.333/0001-81"
    assert rules.shown_document(None, in_full=True) == ""


def test_the_document_of_a_customer_is_locked_and_of_a_prospect_is_not() -> None:
    assert "document" in rules.locked_fields(stage="customer", document=CPF, may_change_document=False)
    assert not rules.locked_fields(stage="customer", document=CPF, may_change_document=True)
    assert not rules.locked_fields(stage="customer", document=None, may_change_document=False)
    assert not rules.locked_fields(stage="prospect", document=CPF, may_change_document=False)


def test_a_customer_needs_a_document_or_to_be_foreign() -> None:
    assert "CPF" in rules.missing_for_customer(person("Ana"))
    assert "CNPJ" in rules.missing_for_customer(organization("Casa"))
    assert rules.missing_for_customer(person("Ana", is_foreign=True)) == ""
    assert rules.missing_for_customer(person("Ana", document=CPF)) == ""


def test_edits_of_different_fields_go_together() -> None:
    original = person("Ana Souza", classification="A")
    mine, theirs = replace(original, name="Ana de Souza"), replace(original, classification="B")
    assert rules.disagreements(mine, theirs, original) == ()
    assert rules.merged(mine, theirs, original) == person("Ana de Souza", classification="B")


def test_edits_of_one_field_collide() -> None:
    original = person("Ana Souza")
    mine, theirs = replace(original, name="Ana de Souza"), replace(original, name="Ana Sousa")
    [collision] = rules.disagreements(mine, theirs, original)
    assert (collision.field, collision.mine, collision.theirs, collision.original) == (
        "name",
        "Ana de Souza",
        "Ana Sousa",
        "Ana Souza",
    )


def test_the_same_change_made_twice_is_no_collision() -> None:
    original = person("Ana Souza")
    same = replace(original, name="Ana de Souza")
    assert rules.disagreements(same, same, original) == ()
