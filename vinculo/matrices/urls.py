from django.urls import path

from vinculo.matrices.views import checking, drafts, grid, replaying, sheets, trying, versions

app_name = "matrices"
urlpatterns = [
    path("", grid.index, name="index"),
    path("<slug:code>/", grid.matrix, name="matrix"),
    path("<slug:code>/celulas/", grid.cells, name="cells"),
    path("<slug:code>/desfazer/", grid.undo, name="undo"),
    path("<slug:code>/refazer/", grid.redo, name="redo"),
    path("<slug:code>/consulta/<slug:key>/", grid.find_code, name="find_code"),
    path("<slug:code>/rascunho/", drafts.start, name="start_draft"),
    path("<slug:code>/que-faltam/", drafts.bring_shipped, name="bring_shipped"),
    path("<slug:code>/rascunho/descartar/", drafts.discard, name="discard_draft"),
    path("<slug:code>/rascunho/<int:pk>/retomar/", drafts.recover, name="recover_draft"),
    path("<slug:code>/testar/", trying.trying, name="trying"),
    path("<slug:code>/verificar/", checking.checking, name="checking"),
    path("<slug:code>/comparar/", checking.comparing, name="comparing"),
    path("<slug:code>/repetir/", replaying.replay, name="replay"),
    path("<slug:code>/versoes/", versions.history, name="versions"),
    path("<slug:code>/publicar/", versions.publish, name="publish"),
    path("<slug:code>/versoes/voltar/", versions.publish_again, name="publish_again"),
    path("<slug:code>/publicacoes/<int:pk>/cancelar/", versions.withdraw, name="withdraw"),
    path("<slug:code>/importar/", sheets.bring, name="bring"),
    path("<slug:code>/exportar/", sheets.export, name="export"),
]
