"""The tax matrices a new company starts with: ordinary trade, for its accountant to confirm and refine."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from vinculo.engines.decision import Row

TO_CONFIRM: Final = "Linha inicial: confirme com o contador"
REASON: Final = "Matriz inicial do sistema"

Told = tuple[Mapping[str, str], Mapping[str, Any]]

MATRICES: Final[Mapping[str, tuple[Told, ...]]] = {
    "icms": (
        ({"regime": "3"}, {"situation": "00", "source": "LC 87/1996"}),
        ({"regime": "2"}, {"situation": "00", "source": "LC 123/2006, art. 20"}),
        ({"regime": "1"}, {"situation": "102", "source": "LC 123/2006, art. 13"}),
        ({"regime": "1", "buyer": "contributor"}, {"situation": "101", "source": "LC 123/2006, art. 23"}),
        ({"regime": "1", "buyer": "contributor", "destination": "consumption"}, {"situation": "102"}),
        ({"regime": "1", "buyer": "contributor", "destination": "fixed_asset"}, {"situation": "102"}),
        ({"regime": "4"}, {"situation": "102", "source": "LC 123/2006, art. 18-A"}),
        ({"regime": "3", "reach": "abroad"}, {"situation": "41", "source": "CF, art. 155, § 2º, X, a"}),
        ({"regime": "1", "reach": "abroad"}, {"situation": "300", "source": "CF, art. 155, § 2º, X, a"}),
        (
            {"regime": "1", "reach": "abroad", "buyer": "contributor"},
            {"situation": "300", "source": "CF, art. 155, § 2º, X, a"},
        ),
    ),
    "ipi": (({}, {"situation": "50", "rate": Decimal(0), "source": "Decreto 11.158/2022 (TIPI)"}),),
    "pis_cofins": (
        ({"contributions": "non_cumulative"}, {"situation": "01"}),
        ({"contributions": "cumulative"}, {"situation": "01"}),
        (
            {"contributions": "non_cumulative", "reach": "abroad"},
            {"situation": "08", "source": "Leis 10.637/2002, art. 5º, e 10.833/2003, art. 6º"},
        ),
        ({"contributions": "cumulative", "reach": "abroad"}, {"situation": "08", "source": "CF, art. 149, § 2º, I"}),
    ),
    "ibs_cbs": (
        ({}, {"classification": "000001", "source": "LC 214/2025, art. 4º"}),
        ({"reach": "abroad"}, {"classification": "410004", "source": "LC 214/2025, art. 79"}),
    ),
}


def rows(told: tuple[Told, ...]) -> list[Row]:
    """The rows of one matrix, numbered from 1."""
    return [Row(number, dict(keys), dict(results)) for number, (keys, results) in enumerate(told, 1)]
