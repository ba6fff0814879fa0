"""How much of a file is read before it is taken for an attack or a mistake."""

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`unpacked_bytes` is the sum over the parts of an XLSX; `ratio`, how far a large part may outgrow its packed size.

    A spreadsheet compresses 5 to 30 times; the ratio applies only to parts above `ratio_free_bytes`.
    """

    file_bytes: int = 300 * MEGABYTE
    unpacked_bytes: int = 4096 * MEGABYTE
    ratio: int = 150
    ratio_free_bytes: int = 20 * MEGABYTE
    rows: int = 1_100_000
    columns: int = 1_000
    row_bytes: int = 4 * MEGABYTE


DEFAULT_LIMITS: Final = Limits()
