"""What may be done to approvals, in the words the history shows."""

VERBS = {
    "approvals.levels.created": "Criou os níveis de alçada",
    "approvals.level.saved": "Alterou um nível de alçada",
    "approvals.request.made": "Pediu aprovação de alçada",
    "approvals.request.approved": "Aprovou um pedido de alçada",
    "approvals.request.refused": "Recusou um pedido de alçada",
    "approvals.request.cancelled": "Cancelou um pedido de alçada",
    "approvals.request.voided": "Anulou um pedido de alçada: o conteúdo mudou",
    "approvals.request.expired": "Pedido de alçada venceu",
    "approvals.delegation.given": "Delegou a sua alçada",
    "approvals.delegation.revoked": "Encerrou uma delegação de alçada",
}
