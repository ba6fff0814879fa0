"""One sale through every engine: price, taxes, margins, commission, instalments, promise, authority.

`requests` says what is sold, `reading` brings what the books and the stock know of it on its day (a constant number of
queries), `composing` runs the engines and `quotes` is what they answered. Nothing is written.
"""

from vinculo.quoting.composing import compose
from vinculo.quoting.quotes import Issue, LineQuote, Quote
from vinculo.quoting.reading import Surroundings, surroundings, surroundings_of
from vinculo.quoting.requests import RequestedLine, SaleRequest

__all__ = [
    "Issue",
    "LineQuote",
    "Quote",
    "RequestedLine",
    "SaleRequest",
    "Surroundings",
    "compose",
    "surroundings",
    "surroundings_of",
]
