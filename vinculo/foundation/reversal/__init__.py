"""Taking back what whole transactions did, from what the audit recorded of them.

`Span` says which changes a transaction made; `reverse_records` takes records back whole or keeps them (undo of an
import), `reverse_fields` takes back what nobody has changed since (un-merge). Both are all or nothing: they run in the
caller's transaction, whose own span, reversed, does the work again.
"""

from vinculo.foundation.reversal.outcome import Kept, Reversed
from vinculo.foundation.reversal.spans import Span, position, recorded, span_since, was_touched_since

__all__ = ["Kept", "Reversed", "Span", "position", "recorded", "span_since", "was_touched_since"]
