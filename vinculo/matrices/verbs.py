"""What may be done to matrices, in the words the history shows."""

VERBS = {
    "matrices.draft.started": "Abriu um rascunho da matriz",
    "matrices.draft.edited": "Alterou o rascunho da matriz",
    "matrices.draft.undone": "Desfez uma alteração do rascunho da matriz",
    "matrices.draft.redone": "Refez uma alteração do rascunho da matriz",
    "matrices.draft.imported": "Importou uma planilha para o rascunho da matriz",
    "matrices.draft.discarded": "Descartou o rascunho da matriz",
    "matrices.draft.recovered": "Retomou o rascunho descartado da matriz",
    "matrices.version.published": "Publicou uma versão da matriz",
    "matrices.version.restored": "Voltou a uma versão anterior da matriz",
    "matrices.publication.withdrawn": "Cancelou uma publicação agendada da matriz",
}
