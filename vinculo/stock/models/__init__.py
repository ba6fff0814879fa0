from vinculo.stock.models.counts import CountRequest, CountRequestLine
from vinculo.stock.models.ledger import Balance, Movement, Posting
from vinculo.stock.models.places import Lot, LotRequirement, Warehouse
from vinculo.stock.models.quotas import Quota, QuotaTransfer, QuotaUse
from vinculo.stock.models.reservations import Allocation, Reservation, ScheduledReceipt

__all__ = [
    "Allocation",
    "Balance",
    "CountRequest",
    "CountRequestLine",
    "Lot",
    "LotRequirement",
    "Movement",
    "Posting",
    "Quota",
    "QuotaTransfer",
    "QuotaUse",
    "Reservation",
    "ScheduledReceipt",
    "Warehouse",
]
