"""What happens to the rows of a book, in words: the audit shows these sentences."""

from enum import StrEnum


class Verb(StrEnum):
    CREATED = "books.entry.created"
    EDITED = "books.entry.edited"
    DELETED = "books.entry.deleted"
    IMPORTED = "books.sheet.imported"
    IMPORT_UNDONE = "books.sheet.import_undone"
    SHIPPED = "books.shipped.brought"
    TAKEN_BACK = "books.entry.taken_back"
    DONE_AGAIN = "books.entry.done_again"
    FOUNDED = "books.defaults.created"


LABELS: dict[str, str] = {
    Verb.CREATED: "Incluiu na tabela",
    Verb.EDITED: "Alterou na tabela",
    Verb.DELETED: "Excluiu da tabela",
    Verb.IMPORTED: "Importou a planilha da tabela",
    Verb.IMPORT_UNDONE: "Desfez a importação da planilha da tabela",
    Verb.SHIPPED: "Trouxe linhas que vêm com o produto",
    Verb.TAKEN_BACK: "Desfez a alteração na tabela",
    Verb.DONE_AGAIN: "Refez o que tinha desfeito na tabela",
    Verb.FOUNDED: "Criou as tabelas iniciais",
}
