"""One sale through every engine: price, taxes, margins, commission, instalments, promise, authority.

`requests` says what is sold, `reading` brings what the books and the stock know of it on its day (a constant number of
queries), `composing` runs the engines, `quotes` is what they answered, `summing` tells the sale as a whole. Nothing is
written.
"""

from vinculo.quoting.composing import compose
from vinculo.quoting.quotes import Issue, LineQuote, Quote
from vinculo.quoting.reading import Surroundings, surroundings, surroundings_of
from vinculo.quoting.requests import RequestedLine, SaleRequest
from vinculo.quoting.summing import derivation_of_sale, derivation_of_taxes

__all__ = [
    "Issue",
    "LineQuote",
    "Quote",
    "RequestedLine",
    "SaleRequest",
    "Surroundings",
    "compose",
    "derivation_of_sale",
    "derivation_of_taxes",
    "surroundings",
    "surroundings_of",
]
