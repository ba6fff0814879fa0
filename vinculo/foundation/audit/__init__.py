"""Who changed what, when and from where: kept by triggers, so that bulk and raw SQL are caught too.

`writing` opens the transaction of an action; `register_verbs`, `register_record` and `register_private` describe the
records of an app at start-up. Exports are recorded by `vinculo.foundation.audit.actions.log_export`.
"""

from vinculo.foundation.audit.records import (
    register_private,
    register_record,
    register_relatives,
    register_tables,
    register_words,
)
from vinculo.foundation.audit.verbs import register_verbs, verb_label
from vinculo.foundation.audit.writing import transaction_key, writing

__all__ = [
    "register_private",
    "register_record",
    "register_relatives",
    "register_tables",
    "register_verbs",
    "register_words",
    "transaction_key",
    "verb_label",
    "writing",
]
