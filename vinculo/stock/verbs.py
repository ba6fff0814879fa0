"""What is done to stock, in words: the audit shows these sentences."""

from enum import StrEnum


class Verb(StrEnum):
    RECEIVED = "stock.posting.received"
    ISSUED = "stock.posting.issued"
    TRANSFERRED = "stock.posting.transferred"
    CONVERTED = "stock.posting.converted"
    COUNTED = "stock.posting.counted"
    COUNT_REQUESTED = "stock.count.requested"
    COUNT_APPROVED = "stock.count.approved"
    COUNT_REFUSED = "stock.count.refused"
    REVERSED = "stock.posting.reversed"
    IMPORTED = "stock.posting.imported"
    RESERVED = "stock.reservation.made"
    RELEASED = "stock.reservation.released"
    EXTENDED = "stock.reservation.extended"
    EXPIRED = "stock.reservation.expired"
    CONSUMED = "stock.reservation.consumed"
    SCHEDULED = "stock.receipt.scheduled"
    RESCHEDULED = "stock.receipt.rescheduled"
    ARRIVED = "stock.receipt.arrived"
    RECEIPT_CLOSED = "stock.receipt.closed"
    QUOTA_ADDED = "stock.quota.added"
    QUOTA_EDITED = "stock.quota.edited"
    QUOTA_MOVED = "stock.quota.moved"
    QUOTA_DELETED = "stock.quota.deleted"
    WAREHOUSE_SAVED = "stock.warehouse.saved"
    WAREHOUSE_DELETED = "stock.warehouse.deleted"
    LOT_SAVED = "stock.lot.saved"
    REQUIREMENT_SAVED = "stock.requirement.saved"
    REQUIREMENT_DELETED = "stock.requirement.deleted"


LABELS = {
    Verb.RECEIVED: "Lançou uma entrada de estoque",
    Verb.ISSUED: "Lançou uma saída de estoque",
    Verb.TRANSFERRED: "Transferiu estoque",
    Verb.CONVERTED: "Trocou a unidade de um saldo",
    Verb.COUNTED: "Lançou uma contagem de estoque",
    Verb.COUNT_REQUESTED: "Enviou uma contagem para aprovação",
    Verb.COUNT_APPROVED: "Aprovou uma contagem de estoque",
    Verb.COUNT_REFUSED: "Recusou uma contagem de estoque",
    Verb.REVERSED: "Estornou um lançamento de estoque",
    Verb.IMPORTED: "Importou saldos de estoque",
    Verb.RESERVED: "Reservou estoque",
    Verb.RELEASED: "Liberou uma reserva",
    Verb.EXTENDED: "Mudou o prazo de uma reserva",
    Verb.EXPIRED: "Reserva venceu",
    Verb.CONSUMED: "Deu saída a uma reserva",
    Verb.SCHEDULED: "Programou um recebimento",
    Verb.RESCHEDULED: "Alterou um recebimento programado",
    Verb.ARRIVED: "Recebeu estoque programado",
    Verb.RECEIPT_CLOSED: "Encerrou um recebimento programado",
    Verb.QUOTA_ADDED: "Incluiu uma cota",
    Verb.QUOTA_EDITED: "Alterou uma cota",
    Verb.QUOTA_MOVED: "Transferiu saldo de cota",
    Verb.QUOTA_DELETED: "Excluiu uma cota",
    Verb.WAREHOUSE_SAVED: "Gravou um armazém",
    Verb.WAREHOUSE_DELETED: "Excluiu um armazém",
    Verb.LOT_SAVED: "Gravou um lote",
    Verb.REQUIREMENT_SAVED: "Gravou uma exigência de validade",
    Verb.REQUIREMENT_DELETED: "Excluiu uma exigência de validade",
}
