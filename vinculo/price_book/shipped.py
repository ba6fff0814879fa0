"""The rows of `defaults` as unsaved rows of the book."""

from collections.abc import Iterator

from vinculo.price_book import defaults
from vinculo.price_book.models import FreightType, PaymentMethodType


def payment_types() -> Iterator[PaymentMethodType]:
    for code, name, nfe in defaults.PAYMENT_TYPES:
        yield PaymentMethodType(code=code, name=name, nfe_code=nfe, valid_from=defaults.SINCE)


def freight_types() -> Iterator[FreightType]:
    for code, name, nfe, charged in defaults.FREIGHT_TYPES:
        yield FreightType(code=code, name=name, nfe_code=nfe, is_charged=charged, valid_from=defaults.SINCE)
