"""The tax book: official codes, rates by place and date, natures of operation, the regime of each establishment."""

from vinculo.tax_book.models.codes import (
    Cfop,
    Classification,
    ContributionSituation,
    Direction,
    IcmsSituation,
    IpiSituation,
    Origin,
    ReformSituation,
)
from vinculo.tax_book.models.rates import (
    ContributionRate,
    InternalRate,
    InterstateRate,
    PhaseOut,
    ReformRate,
    Regime,
    SimplesBracket,
    StateRule,
    TaxPeriod,
)
from vinculo.tax_book.models.selling import Destination, EstablishmentRegime, OperationNature

__all__ = [
    "Cfop",
    "Classification",
    "ContributionRate",
    "ContributionSituation",
    "Destination",
    "Direction",
    "EstablishmentRegime",
    "IcmsSituation",
    "InternalRate",
    "InterstateRate",
    "IpiSituation",
    "OperationNature",
    "Origin",
    "PhaseOut",
    "ReformRate",
    "ReformSituation",
    "Regime",
    "SimplesBracket",
    "StateRule",
    "TaxPeriod",
]
