"""The tax matrices a new company starts with: ordinary trade, for its accountant to confirm and refine.

IPI has no row for sales inside the country: its rate is of each NCM (TIPI), and a general one would tax at zero what it
does not know.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from vinculo.engines.decision import Row

TO_CONFIRM: Final = "Linha inicial: confirme com o contador"
REASON: Final = "Matriz inicial do sistema"

Told = tuple[Mapping[str, str], Mapping[str, Any]]
Matrices = Mapping[str, Sequence[Told]]

MATRICES: Final[Matrices] = {
    "icms": (
        ({"regime": "3"}, {"situation": "00"}),
        ({"regime": "2"}, {"situation": "00", "source": "LC 123/2006, art. 20"}),
        ({"regime": "1"}, {"situation": "102", "source": "LC 123/2006, art. 13"}),
        *(
            (
                {"regime": "1", "buyer": "contributor", "destination": destination, "reach": reach},
                {"situation": "101", "source": "LC 123/2006, art. 23"},
            )
            for destination in ("resale", "industrialisation")
            for reach in ("state", "interstate")
        ),
        ({"regime": "4"}, {"situation": "102", "source": "LC 123/2006, art. 18-A"}),
        *(
            ({"regime": regime, "reach": "abroad"}, {"situation": situation, "source": "CF, art. 155, § 2º, X, a"})
            for regime, situation in (("1", "300"), ("2", "41"), ("3", "41"), ("4", "300"))
        ),
    ),
    "ipi": (({"reach": "abroad"}, {"situation": "54", "source": "CF, art. 153, § 3º, III"}),),
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


def rows(told: Sequence[Told]) -> list[Row]:
    """The rows of one matrix, numbered from 1."""
    return [Row(number, dict(keys), dict(results)) for number, (keys, results) in enumerate(told, 1)]
