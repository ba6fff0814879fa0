"""When a line can be delivered, and why. Frozen dataclasses in, a promise with its derivation out.

`docs/algorithms/promise.md` has the rules and worked figures.
"""

from vinculo.engines.promise.calendars import Place, Route
from vinculo.engines.promise.dates import (
    Basis,
    Delivery,
    Promise,
    PromiseProblem,
    PromiseRequest,
    Receipt,
    promise,
)

__all__ = ["Basis", "Delivery", "Place", "Promise", "PromiseProblem", "PromiseRequest", "Receipt", "Route", "promise"]
