"""The only place that merges records, takes merges back and says that two are different people."""

from vinculo.identity.actions.distinguishing import distinguish, forget_distinction, remember_registered_apart
from vinculo.identity.actions.merging import merge
from vinculo.identity.actions.searching import SCAN_KIND, ask_for_scan
from vinculo.identity.actions.unmerging import unmerge

__all__ = [
    "SCAN_KIND",
    "ask_for_scan",
    "distinguish",
    "forget_distinction",
    "merge",
    "remember_registered_apart",
    "unmerge",
]
