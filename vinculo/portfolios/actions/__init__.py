"""Counting portfolios and redistributing them."""

from vinculo.portfolios.actions.counting import count_company, count_everyone
from vinculo.portfolios.actions.sharing import Shared, redistribute

__all__ = ["Shared", "count_company", "count_everyone", "redistribute"]
