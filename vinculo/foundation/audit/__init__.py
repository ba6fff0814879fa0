"""Who changed what, when and from where: kept by triggers, so that bulk and raw SQL are caught too."""

from vinculo.foundation.audit.verbs import register_verbs, verb_label
from vinculo.foundation.audit.writing import writing

__all__ = ["register_verbs", "verb_label", "writing"]
