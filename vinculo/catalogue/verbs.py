"""What is done to products and their tables, in the words the history shows."""

from enum import StrEnum


class Verb(StrEnum):
    CREATED = "catalogue.product.created"
    EDITED = "catalogue.product.edited"
    COPIED = "catalogue.product.copied"
    STATUS_CHANGED = "catalogue.product.status_changed"
    BULK_EDITED = "catalogue.product.bulk_edited"
    BULK_UNDONE = "catalogue.product.bulk_undone"
    BRANCH_EDITED = "catalogue.branch.edited"
    FACTOR_ADDED = "catalogue.factor.added"
    FACTOR_EDITED = "catalogue.factor.edited"
    FACTOR_REMOVED = "catalogue.factor.removed"
    SIMILAR_ADDED = "catalogue.similar.added"
    SIMILAR_EDITED = "catalogue.similar.edited"
    SIMILAR_REMOVED = "catalogue.similar.removed"
    COMPLEMENT_ADDED = "catalogue.complement.added"
    COMPLEMENT_EDITED = "catalogue.complement.edited"
    COMPLEMENT_REMOVED = "catalogue.complement.removed"
    KIT_EDITED = "catalogue.kit.edited"
    LINE_ADDED = "catalogue.line.added"
    LINE_REMOVED = "catalogue.line.removed"
    PARTNER_CODE_ADDED = "catalogue.partner_code.added"
    PARTNER_CODE_EDITED = "catalogue.partner_code.edited"
    PARTNER_CODE_REMOVED = "catalogue.partner_code.removed"
    PICTURE_ADDED = "catalogue.picture.added"
    PICTURE_EDITED = "catalogue.picture.edited"
    PICTURE_REMOVED = "catalogue.picture.removed"
    ATTACHMENT_ADDED = "catalogue.attachment.added"
    ATTACHMENT_REMOVED = "catalogue.attachment.removed"
    EQUIPMENT_ADDED = "catalogue.equipment.added"
    EQUIPMENT_EDITED = "catalogue.equipment.edited"
    EQUIPMENT_REMOVED = "catalogue.equipment.removed"
    PROMISE_EDITED = "catalogue.promise.edited"
    TRANSIT_ADDED = "catalogue.transit.added"
    TRANSIT_EDITED = "catalogue.transit.edited"
    TRANSIT_REMOVED = "catalogue.transit.removed"
    CUSTOM_EDITED = "catalogue.custom.edited"
    ATTACHMENT_EDITED = "catalogue.attachment.edited"
    RESTORED = "catalogue.restored"
    TAKEN_BACK = "catalogue.taken_back"
    TABLES_CREATED = "catalogue.tables.created"


LABELS: dict[str, str] = {
    Verb.CREATED: "Cadastrou o produto",
    Verb.EDITED: "Alterou o produto",
    Verb.COPIED: "Cadastrou o produto como cópia",
    Verb.STATUS_CHANGED: "Mudou a situação do produto",
    Verb.BULK_EDITED: "Alterou produtos em lote",
    Verb.BULK_UNDONE: "Desfez uma alteração em lote de produtos",
    Verb.BRANCH_EDITED: "Alterou o produto no estabelecimento",
    Verb.FACTOR_ADDED: "Incluiu um fator de conversão",
    Verb.FACTOR_EDITED: "Alterou um fator de conversão",
    Verb.FACTOR_REMOVED: "Excluiu um fator de conversão",
    Verb.SIMILAR_ADDED: "Incluiu um similar",
    Verb.SIMILAR_EDITED: "Alterou um similar",
    Verb.SIMILAR_REMOVED: "Excluiu um similar",
    Verb.COMPLEMENT_ADDED: "Incluiu um produto complementar",
    Verb.COMPLEMENT_EDITED: "Alterou um produto complementar",
    Verb.COMPLEMENT_REMOVED: "Excluiu um produto complementar",
    Verb.KIT_EDITED: "Alterou a composição do kit",
    Verb.LINE_ADDED: "Incluiu o produto em outra linha",
    Verb.LINE_REMOVED: "Retirou o produto de uma linha",
    Verb.PARTNER_CODE_ADDED: "Incluiu um código de parceiro",
    Verb.PARTNER_CODE_EDITED: "Alterou um código de parceiro",
    Verb.PARTNER_CODE_REMOVED: "Excluiu um código de parceiro",
    Verb.PICTURE_ADDED: "Incluiu uma imagem",
    Verb.PICTURE_EDITED: "Alterou uma imagem",
    Verb.PICTURE_REMOVED: "Excluiu uma imagem",
    Verb.ATTACHMENT_ADDED: "Incluiu um anexo",
    Verb.ATTACHMENT_REMOVED: "Excluiu um anexo",
    Verb.EQUIPMENT_ADDED: "Incluiu um equipamento",
    Verb.EQUIPMENT_EDITED: "Alterou um equipamento",
    Verb.EQUIPMENT_REMOVED: "Excluiu um equipamento",
    Verb.PROMISE_EDITED: "Alterou a regra da data de promessa",
    Verb.TRANSIT_ADDED: "Incluiu um prazo de trânsito",
    Verb.TRANSIT_EDITED: "Alterou um prazo de trânsito",
    Verb.TRANSIT_REMOVED: "Excluiu um prazo de trânsito",
    Verb.CUSTOM_EDITED: "Alterou os dados complementares",
    Verb.ATTACHMENT_EDITED: "Alterou um anexo",
    Verb.RESTORED: "Desfez a exclusão",
    Verb.TAKEN_BACK: "Desfez a alteração",
    Verb.TABLES_CREATED: "Criou as tabelas de produtos",
}
