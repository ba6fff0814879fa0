"""Choosing the rules that tax a sale: the book as of its date, and the choice over it. No Django here."""

from vinculo.tax_book.rules.book import (
    ABROAD,
    REFORM,
    Book,
    ClassRule,
    Customer,
    Deal,
    Goods,
    Nature,
    Period,
    Seller,
    Sourced,
    StateRules,
    policy_for,
    required_of,
)
from vinculo.tax_book.rules.choosing import Chosen, choose

__all__ = [
    "ABROAD",
    "REFORM",
    "Book",
    "Chosen",
    "ClassRule",
    "Customer",
    "Deal",
    "Goods",
    "Nature",
    "Period",
    "Seller",
    "Sourced",
    "StateRules",
    "choose",
    "policy_for",
    "required_of",
]
