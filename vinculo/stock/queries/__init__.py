"""Reads of stock, split by noun; the names other apps use are here."""

from vinculo.stock.queries.availability import Availability, ScheduledStock, WarehouseStock, availability

__all__ = ["Availability", "ScheduledStock", "WarehouseStock", "availability"]
