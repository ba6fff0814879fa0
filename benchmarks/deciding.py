"""The decision engine: look-ups and the building of its index, at 1,000 and 100,000 rows (`scale`) of 8 keys."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.figures import Figure
from vinculo.engines.decision import Fact, Key, Kind, Result, ResultType, Row, Table, Weight, analyse, explain

_FEW, _MANY = 1_000, 100_000
_LOOKUPS = 5_000
_LOOKUP_MICROSECONDS = 20
_GROWTH = 2
_BUILD_SECONDS = 2
_DAY = date(2026, 11, 26)
# What a real matrix has of each key, and how often a row fills it.
_KEYS = (
    (Key("customer", "Cliente", Weight.CUSTOMER), 5_000),
    (Key("customer_class", "Classe", Weight.CUSTOMER_CLASS), 20),
    (Key("product", "Produto", Weight.PRODUCT), 3_000),
    (Key("product_line", "Linha", Weight.LINE), 50),
    (Key("origin_uf", "UF de origem", Weight.UF_OF_PAIR), 27),
    (Key("destination_uf", "UF de destino", Weight.UF_OF_PAIR), 27),
    (Key("establishment", "Estabelecimento", Weight.ESTABLISHMENT), 5),
    (Key("channel", "Canal", Weight.OTHER), 4),
)
_KIND = Kind("bench", "Medição", tuple(key for key, _ in _KEYS), (Result("percent", "Percentual", ResultType.PERCENT),))


def measure() -> list[Figure]:
    """Every one of the 256 combinations of keys is in use: the worst a matrix of 8 keys can be."""
    few, many = _rows(_FEW), _rows(_MANY)
    sales = _sales()
    started = time.process_time()
    large = Table(_KIND, many)
    built = time.process_time() - started
    small = Table(_KIND, few)
    slow, fast = _microseconds(large, sales), _microseconds(small, sales)
    told = _seconds_of_explaining(large, sales)
    started = time.process_time()
    analyse(large, on=_DAY)
    analysed = time.process_time() - started
    return [
        Figure("motor.matriz.consulta", fast, "µs", _FEW, bound=_LOOKUP_MICROSECONDS),
        Figure("motor.matriz.consulta", slow, "µs", _MANY, bound=_LOOKUP_MICROSECONDS),
        Figure("motor.matriz.consulta_razão", slow / fast, "×", _MANY, bound=_GROWTH),
        Figure("motor.matriz.índice", built, "s", _MANY, bound=_BUILD_SECONDS),
        Figure("motor.matriz.explicação", told * 1000, "ms", _MANY),
        Figure("motor.matriz.verificação", analysed, "s", _MANY),
    ]


def _rows(count: int) -> list[Row]:
    chance = random.Random(count)
    return [
        Row(
            line,
            {key.name: str(chance.randrange(size)) for key, size in _KEYS if chance.random() < 0.5},
            {"percent": Decimal(chance.randrange(2_000)) / 100},
            _DAY - timedelta(days=chance.randrange(365)),
        )
        for line in range(1, count + 1)
    ]


def _sales() -> list[dict[str, Fact]]:
    chance = random.Random(7)
    return [{key.name: str(chance.randrange(size)) for key, size in _KEYS} for _ in range(_LOOKUPS)]


def _microseconds(table: Table, sales: list[dict[str, Fact]]) -> float:
    """The mean of one look-up in processor time: the best of three passes, after one to warm up."""
    return min(_passes(table, sales)) / len(sales) * 1_000_000


def _passes(table: Table, sales: list[dict[str, Fact]]) -> Iterator[float]:
    for _ in range(4):
        started = time.process_time()
        for sale in sales:
            table.decide(sale, _DAY)
        yield time.process_time() - started


def _seconds_of_explaining(table: Table, sales: list[dict[str, Fact]]) -> float:
    started = time.process_time()
    for sale in sales[:5]:
        explain(table, sale, _DAY)
    return (time.process_time() - started) / 5
