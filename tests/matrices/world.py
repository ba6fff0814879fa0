"""A matrix for the tests: freight by state and weight."""

from datetime import UTC, datetime
from decimal import Decimal

from vinculo.engines.decision import Key, Kind, Result, ResultType, Row, Weight
from vinculo.matrices import kinds

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
FREIGHT = Kind(
    "test_freight",
    "Frete de teste",
    keys=(Key("destination_uf", "UF de destino", Weight.UF, subject="uf"), Key("weight", "Peso", decimals=3)),
    results=(
        Result("per_kilo", "Por quilo", ResultType.MONEY, required=True),
        Result("free", "Grátis", ResultType.FLAG),
        Result("days", "Dias", ResultType.INTEGER),
    ),
)
kinds.register(FREIGHT, menu="commercial")
GENERAL = Row(1, {}, {"per_kilo": Decimal("1.50"), "free": False, "days": 5})
TO_RIO = Row(2, {"destination_uf": "RJ", "weight": "0..10"}, {"per_kilo": Decimal("1.2"), "free": True})
