"""What happens to the tax book, in words: the audit shows these sentences."""

from enum import StrEnum


class Verb(StrEnum):
    CREATED = "tax_book.entry.created"
    EDITED = "tax_book.entry.edited"
    DELETED = "tax_book.entry.deleted"
    RESTORED = "tax_book.entry.restored"
    IMPORTED = "tax_book.sheet.imported"
    IMPORT_UNDONE = "tax_book.sheet.import_undone"
    FOUNDED = "tax_book.defaults.created"


LABELS: dict[str, str] = {
    Verb.CREATED: "Incluiu na tabela fiscal",
    Verb.EDITED: "Alterou a tabela fiscal",
    Verb.DELETED: "Excluiu da tabela fiscal",
    Verb.RESTORED: "Desfez a exclusão na tabela fiscal",
    Verb.IMPORTED: "Importou a planilha de tabela fiscal",
    Verb.IMPORT_UNDONE: "Desfez a importação da planilha de tabela fiscal",
    Verb.FOUNDED: "Criou as tabelas fiscais iniciais",
}
