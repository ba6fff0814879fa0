"""CPF or CNPJ in one field: which of the two it is, and what a spreadsheet did to it.

The length decides (11 or 14 characters), never "are they all digits".
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vinculo.kernel.brazil import cnpj, cpf
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.brazil.separators import is_digits, without_separators

# Fewer digits than these are more likely a code typed in the wrong column than a document that lost its zeros.
_SHORTEST_CPF: Final = 7
_SHORTEST_CNPJ: Final = 8
_WHOLE_NUMBER_WITH_DECIMALS: Final = re.compile(r"(\d+)[.,]0+")
_SCIENTIFIC_NOTATION: Final = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+")


class InvalidDocument(Refused):
    """The text is neither a CPF nor a CNPJ."""


class DocumentKind(StrEnum):
    CPF = "cpf"
    CNPJ = "cnpj"


@dataclass(frozen=True, slots=True)
class Document:
    """A valid CPF or CNPJ. `value` is normalised: 11 digits, or 14 characters in upper case."""

    kind: DocumentKind
    value: str

    @property
    def is_cpf(self) -> bool:
        return self.kind is DocumentKind.CPF

    @property
    def masked(self) -> str:
        return mask(self.value)

    @property
    def private(self) -> str:
        return mask_private(self.value)


@dataclass(frozen=True, slots=True)
class Recovery:
    """A document read from a spreadsheet. `note` tells what had to be repaired and is empty when nothing had."""

    document: Document
    note: str = ""


def parse(text: str) -> Document:
    """The CPF or CNPJ typed in `text`. Raises `InvalidCpf`, `InvalidCnpj` or, by its length, `InvalidDocument`."""
    value = without_separators(text)
    if not value:
        raise InvalidDocument("Informe o CPF ou o CNPJ.")
    if len(value) == cpf.LENGTH:
        return Document(DocumentKind.CPF, cpf.parse(value))
    if len(value) == cnpj.LENGTH:
        return Document(DocumentKind.CNPJ, cnpj.parse(value))
    raise InvalidDocument(f"O CPF tem 11 dígitos e o CNPJ tem 14 caracteres; aqui há {len(value)}.")


def recover(text: str, expected: DocumentKind | None = None) -> Recovery:
    """The document in a spreadsheet cell, with the leading zeros that a numeric column drops put back.

    A CPF that an older system stretched with zeros to the 14 positions of a CNPJ is cut back as well.
    `expected` is what other columns say the row holds; it settles the few numbers that could be either. A document
    valid as typed always wins over a repaired one. Raises `Refused` (one of its kinds) as `parse` does, and
    `InvalidDocument` when the cell has lost digits for good or fits both readings.
    """
    text = text.strip().upper()
    if is_scientific_notation(text):
        raise InvalidDocument(
            "A planilha guardou o documento em notação científica e perdeu dígitos; formate a coluna como texto."
        )
    if whole := _WHOLE_NUMBER_WITH_DECIMALS.fullmatch(text):
        text = whole[1]
    try:
        document = parse(text)
    except Refused as refusal:
        return _restore_zeros(without_separators(text), expected, refusal)
    if expected in (None, document.kind):
        return Recovery(document)
    return _restore_zeros(without_separators(text), expected, _wrong_kind(document))


def is_scientific_notation(text: str) -> bool:
    """Whether `text` is a long number that a spreadsheet shortened (`1,23457E+13`)."""
    return "E" in text and _SCIENTIFIC_NOTATION.fullmatch(text) is not None


def mask(value: str) -> str:
    """A normalised CPF or CNPJ with its punctuation."""
    return cpf.mask(value) if len(value) == cpf.LENGTH else cnpj.mask(value)


def mask_private(value: str) -> str:
    """A CPF as `***.456.789-**`; a CNPJ in full, because it is public by law."""
    return cpf.mask_private(value) if len(value) == cpf.LENGTH else cnpj.mask(value)


def _restore_zeros(digits: str, expected: DocumentKind | None, refusal: Refused) -> Recovery:
    candidates = [
        candidate for candidate in _padded_candidates(digits) if expected is None or candidate.kind is expected
    ]
    if not candidates:
        raise refusal
    if len(candidates) > 1:
        raise InvalidDocument(
            f"O número {digits} perdeu zeros à esquerda e tanto pode ser o CPF {candidates[0].masked} "
            f"quanto o CNPJ {candidates[1].masked}; informe o documento completo."
        )
    [document] = candidates
    return Recovery(document, _recovery_note(document, lost=len(document.value) - len(digits)))


def _padded_candidates(digits: str) -> list[Document]:
    """Every valid document that `digits` becomes with zeros put on its left, the CPF first.

    Also the CPF that an older system stretched to the 14 positions of a CNPJ.
    """
    if not is_digits(digits):
        return []
    candidates = []
    if len(digits) == cnpj.LENGTH and digits.startswith("000"):
        candidates.append(digits[-cpf.LENGTH :])
    if _SHORTEST_CPF <= len(digits) < cpf.LENGTH:
        candidates.append(digits.zfill(cpf.LENGTH))
    if _SHORTEST_CNPJ <= len(digits) < cnpj.LENGTH and _has_usual_order(digits):
        candidates.append(digits.zfill(cnpj.LENGTH))
    return [document for candidate in candidates if (document := _parse_or_none(candidate))]


def _has_usual_order(digits: str) -> bool:
    """Keeps a mistyped CPF from passing as a CNPJ by chance: up to 11 digits, the order must be one of 0001 to 0099."""
    return len(digits) > cpf.LENGTH or (digits[-6:-4] == "00" and digits[-4:-2] != "00")


def _parse_or_none(text: str) -> Document | None:
    try:
        return parse(text)
    except Refused:
        return None


def _wrong_kind(document: Document) -> InvalidDocument:
    if document.is_cpf:
        return InvalidDocument("Este é um CPF; aqui se espera um CNPJ.")
    return InvalidDocument("Este é um CNPJ; aqui se espera um CPF.")


def _recovery_note(document: Document, lost: int) -> str:
    if lost < 0:
        zeros = f"{-lost} zeros a mais à esquerda retirados"
    else:
        zeros = "1 zero à esquerda recuperado" if lost == 1 else f"{lost} zeros à esquerda recuperados"
    return f"{zeros}: {document.kind.upper()} {document.masked}."
