"""The price book: dated tables of what things cost and how they are paid and carried."""

from vinculo.organization.books import BookEntry, BookQuerySet, Dated
from vinculo.price_book.models.commissions import CommissionSplit
from vinculo.price_book.models.freight import Carrier, DeliveryRoute, FreightType
from vinculo.price_book.models.lists import ListPrice, PriceTable, SalesTable
from vinculo.price_book.models.payment import CardType, PaymentMethod, PaymentMethodType, PaymentTerm
from vinculo.price_book.models.promotions import NegotiationScenario, Promotion, PromotionBand

__all__ = [
    "BookEntry",
    "BookQuerySet",
    "CardType",
    "Carrier",
    "CommissionSplit",
    "Dated",
    "DeliveryRoute",
    "FreightType",
    "ListPrice",
    "NegotiationScenario",
    "PaymentMethod",
    "PaymentMethodType",
    "PaymentTerm",
    "PriceTable",
    "Promotion",
    "PromotionBand",
    "SalesTable",
]
