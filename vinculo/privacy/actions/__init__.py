"""The only place that writes privacy: requests and erasure, each an audited transaction."""

from vinculo.privacy.actions.erasing import erase, finish_erasures
from vinculo.privacy.actions.requests import check_identity, close_request, open_request

__all__ = ["check_identity", "close_request", "erase", "finish_erasures", "open_request"]
