"""A step speaks for itself, and can be stored as plain values."""

import json
from decimal import Decimal

from vinculo.engines.derivation import StepKind, Unit, as_data

TAX = StepKind(
    "icms.amount",
    "ICMS",
    "{rate} sobre a base de {base} = {after}.",
    {"rate": Unit.PERCENT, "base": Unit.MONEY},
    source="LC 87/1996, art. 13",
)


def test_a_step_reads_as_a_sentence_with_its_figures() -> None:
    step = TAX.step(Decimal("176.40"), Decimal("18.00"), Decimal("980.00"), note="Preço já contém o imposto.")
    assert step.reason == "18% sobre a base de R$\u00a0980,00 = R$\u00a0176,40. Preço já contém o imposto."


def test_a_sum_of_one_figure_is_not_told_twice() -> None:
    kind = StepKind(
        "total",
        "Total",
        "Operação {operation}[ + IPI {ipi}] = {after}.",
        dict.fromkeys(("operation", "ipi"), Unit.MONEY),
    )
    alone, both = Decimal("10.00"), Decimal("12.00")
    assert kind.step(alone, alone, Decimal(0)).reason == "Operação R$\u00a010,00."
    assert (
        kind.step(both, alone, Decimal("2.00")).reason == "Operação R$\u00a010,00 + IPI R$\u00a02,00 = R$\u00a012,00."
    )


def test_the_source_of_the_row_goes_before_that_of_the_rule() -> None:
    step = TAX.step(Decimal("176.40"), Decimal("18"), Decimal("980"), row="Matriz de ICMS, linha 3", source="RICMS/SP")
    assert step.source == "RICMS/SP; LC 87/1996, art. 13"


def test_a_derivation_survives_json() -> None:
    steps = (TAX.step(Decimal("176.40"), Decimal("18"), Decimal("980.00"), row="linha 3"),)
    stored = json.loads(json.dumps(as_data(steps)))
    assert stored[0]["inputs"] == {"rate": "18", "base": "980.00"}
    assert Decimal(stored[0]["after"]) == Decimal("176.40")
