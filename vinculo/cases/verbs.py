"""What may be done to cases, contacts and their tables, in the words the history shows."""

VERBS = {
    "cases.case.opened": "Abriu o atendimento",
    "cases.case.edited": "Alterou o atendimento",
    "cases.case.nature_changed": "Mudou a natureza do atendimento",
    "cases.case.forwarded": "Encaminhou o atendimento",
    "cases.case.forward_undone": "Desfez o encaminhamento",
    "cases.case.taken": "Assumiu o atendimento da fila",
    "cases.case.transferred": "Transferiu os atendimentos em aberto",
    "cases.case.transfer_undone": "Desfez a transferência de atendimentos",
    "cases.case.closed": "Encerrou o atendimento",
    "cases.case.reopened": "Reabriu o atendimento",
    "cases.contact.booked": "Marcou um contato",
    "cases.contact.closed": "Encerrou um contato",
    "cases.contact.rescheduled": "Reagendou um contato",
    "cases.contact.reschedule_undone": "Desfez um reagendamento",
    "cases.tables.created": "Criou as tabelas de atendimento",
    "cases.table.entry_added": "Incluiu uma linha na tabela",
    "cases.table.entry_edited": "Alterou uma linha da tabela",
    "cases.table.entry_deleted": "Excluiu uma linha da tabela",
    "cases.table.reordered": "Reordenou a tabela",
}
