"""The forms of the room. They validate; the actions write."""

from vinculo.stock.forms.entry import DOCUMENT_ONLY, EntryForm, LineForm, read_lines, write_line
from vinculo.stock.forms.places import LotForm, RequirementForm, WarehouseForm
from vinculo.stock.forms.promises import (
    ArrivalForm,
    ConsumeForm,
    ConversionForm,
    ExtendForm,
    QuotaForm,
    QuotaLimitForm,
    QuotaMoveForm,
    ReasonForm,
    ReceiptChangeForm,
    ReceiptForm,
    ReserveForm,
)

__all__ = [
    "DOCUMENT_ONLY",
    "ArrivalForm",
    "ConsumeForm",
    "ConversionForm",
    "EntryForm",
    "ExtendForm",
    "LineForm",
    "LotForm",
    "QuotaForm",
    "QuotaLimitForm",
    "QuotaMoveForm",
    "ReasonForm",
    "ReceiptChangeForm",
    "ReceiptForm",
    "RequirementForm",
    "ReserveForm",
    "WarehouseForm",
    "read_lines",
    "write_line",
]
