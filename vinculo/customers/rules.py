"""Pure decisions of the customer registry: look-alikes, locked fields, edits that collide, who reads which document."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from vinculo.customers.particulars import PARTICULAR_NAMES, Particulars
from vinculo.kernel.brazil import document as documents

# --- Look-alikes ---------------------------------------------------------------


class Evidence(StrEnum):
    """Why two records may be the same person or organisation."""

    DOCUMENT = "document"
    INACTIVE_DOCUMENT = "inactive_document"
    PHONE = "phone"
    EMAIL = "email"
    NAME_IN_CITY = "name_in_city"
    BIRTH_DATE = "birth_date"
    CNPJ_ROOT = "cnpj_root"
    OTHER_DOCUMENT = "other_document"


class Certainty(IntEnum):
    """What a resemblance asks for: nothing, a glance, a conscious "not the same", or a refusal to save."""

    NONE = 0
    POSSIBLE = 1
    PROBABLE = 2
    CERTAIN = 3


WEIGHTS = {
    Evidence.DOCUMENT: 100,
    Evidence.INACTIVE_DOCUMENT: 70,
    Evidence.PHONE: 50,
    Evidence.EMAIL: 50,
    Evidence.NAME_IN_CITY: 30,
    Evidence.BIRTH_DATE: 30,
    Evidence.CNPJ_ROOT: 20,
    Evidence.OTHER_DOCUMENT: -40,
}
PROBABLE_FROM = 50


def resemblance(evidence: Iterable[Evidence]) -> int:
    """The weight of the evidence, from 0 to 100.

    A couple with one telephone and two CPFs: 50 - 40 = 10. A similar name in the city with the same birthday: 60.
    """
    return max(0, min(100, sum(WEIGHTS[each] for each in set(evidence))))


def certainty(evidence: Iterable[Evidence]) -> Certainty:
    """CERTAIN only by the document of an active record; PROBABLE from 50 points; POSSIBLE from 1."""
    found = set(evidence)
    if Evidence.DOCUMENT in found:
        return Certainty.CERTAIN
    points = resemblance(found)
    if points >= PROBABLE_FROM:
        return Certainty.PROBABLE
    return Certainty.POSSIBLE if points else Certainty.NONE


def same_line_numbers(digits: str) -> frozenset[str]:
    """The national digits under which one telephone may be kept: with and without the ninth digit.

    `11987654321` gives itself and `1187654321`; `1187654321` gives itself and `11987654321`; a landline only itself.
    """
    if len(digits) == 11 and digits[2] == "9":
        return frozenset({digits, digits[:2] + digits[3:]})
    if len(digits) == 10 and digits[2] in "6789":
        return frozenset({digits, f"{digits[:2]}9{digits[2:]}"})
    return frozenset({digits})


# --- Documents -------------------------------------------------------------------


def document_name(document: str) -> str:
    """CPF or CNPJ, by the length of a normalised document."""
    return "CPF" if len(document) == 11 else "CNPJ"


def shown_document(document: str | None, *, in_full: bool) -> str:
    """The document as a person may read it: a CPF in part unless `in_full`; a CNPJ is public. Empty for none."""
    if not document:
        return ""
    return documents.mask(document) if in_full else documents.mask_private(document)


def locked_fields(*, stage: str, document: str | None, may_change_document: bool) -> frozenset[str]:
    """The fields of an existing record that the person may not change (R-9: the document identifies a customer)."""
    if stage == "customer" and document and not may_change_document:
        return frozenset({"kind", "document", "is_foreign"})
    return frozenset()


def missing_for_customer(particulars: Particulars) -> str:
    """Why the party cannot be a customer yet, in words; empty when it can."""
    if particulars.document or particulars.is_foreign:
        return ""
    name = "CPF" if particulars.kind == "person" else "CNPJ"
    return f"Um cliente precisa de {name} válido, ou da marca de estrangeiro."


# --- Two people editing one record ----------------------------------------------


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that both changed, differently, since `original`."""

    field: str
    mine: object
    theirs: object
    original: object


def disagreements(mine: Particulars, theirs: Particulars, original: Particulars) -> tuple[Disagreement, ...]:
    """The fields on which the two edits collide; what only one of them changed is no collision."""
    found = []
    for name in PARTICULAR_NAMES:
        values = (getattr(mine, name), getattr(theirs, name), getattr(original, name))
        if len(set(values)) == 3:
            found.append(Disagreement(name, *values))
    return tuple(found)


def merged(mine: Particulars, theirs: Particulars, original: Particulars) -> Particulars:
    """Both edits together: each field as the one who changed it left it; mine where both did."""
    untouched = {
        name: getattr(theirs, name) for name in PARTICULAR_NAMES if getattr(mine, name) == getattr(original, name)
    }
    return replace(mine, **untouched)
