"""What happens to the price book, in words: the audit shows these sentences."""

from enum import StrEnum


class Verb(StrEnum):
    CREATED = "price_book.entry.created"
    EDITED = "price_book.entry.edited"
    DELETED = "price_book.entry.deleted"
    RESTORED = "price_book.entry.restored"
    IMPORTED = "price_book.sheet.imported"
    IMPORT_UNDONE = "price_book.sheet.import_undone"
    FOUNDED = "price_book.defaults.created"


LABELS: dict[str, str] = {
    Verb.CREATED: "Incluiu na tabela comercial",
    Verb.EDITED: "Alterou a tabela comercial",
    Verb.DELETED: "Excluiu da tabela comercial",
    Verb.RESTORED: "Desfez a exclusão na tabela comercial",
    Verb.IMPORTED: "Importou a planilha de tabela comercial",
    Verb.IMPORT_UNDONE: "Desfez a importação da planilha de tabela comercial",
    Verb.FOUNDED: "Criou as tabelas comerciais iniciais",
}
