"""Pure decisions of the customer registry: telephones, locked fields, edits that collide, who reads which document."""

from dataclasses import dataclass, fields, replace
from typing import Final, TypeVar

from vinculo.customers.particulars import ComplementEntry, Particulars
from vinculo.kernel.brazil import document as documents

# --- Telephones ----------------------------------------------------------------


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


def masked_account(account: str) -> str:
    """A bank account as it is shown to who gave no reason to see it: `••••67-8`."""
    return f"••••{account[-3:]}"


# The origin a spreadsheet gives a customer that no other system has a code for: the code is then the registry's number.
REGISTRY: Final = "cadastro"


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


Edited = TypeVar("Edited", Particulars, ComplementEntry)


def disagreements(mine: Edited, theirs: Edited, original: Edited) -> tuple[Disagreement, ...]:
    """The fields on which the two edits collide; what only one of them changed is no collision."""
    found = []
    for name in _names(mine):
        values = (getattr(mine, name), getattr(theirs, name), getattr(original, name))
        if len(set(values)) == 3:
            found.append(Disagreement(name, *values))
    return tuple(found)


def merged(mine: Edited, theirs: Edited, original: Edited) -> Edited:
    """Both edits together: each field as the one who changed it left it; mine where both did."""
    untouched = {name: getattr(theirs, name) for name in _names(mine) if getattr(mine, name) == getattr(original, name)}
    return replace(mine, **untouched)


def _names(edited: Particulars | ComplementEntry) -> tuple[str, ...]:
    return tuple(each.name for each in fields(edited))
