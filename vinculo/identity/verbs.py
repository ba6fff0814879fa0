"""What this room does, in words: the audit shows these sentences."""

from enum import StrEnum


class Verb(StrEnum):
    MERGED = "identity.merged"
    UNMERGED = "identity.unmerged"
    DISTINGUISHED = "identity.distinguished"
    DISTINCTION_REMOVED = "identity.distinction_removed"


LABELS: dict[str, str] = {
    Verb.MERGED: "Unificou dois cadastros",
    Verb.UNMERGED: "Desfez a unificação de cadastros",
    Verb.DISTINGUISHED: "Disse que não são a mesma pessoa",
    Verb.DISTINCTION_REMOVED: "Retirou a distinção entre dois cadastros",
}
