"""What happens to the tax book, in words: the audit shows these sentences."""

from enum import StrEnum


class Verb(StrEnum):
    FOUNDED = "tax_book.defaults.created"


LABELS: dict[str, str] = {Verb.FOUNDED: "Criou as tabelas fiscais iniciais"}
