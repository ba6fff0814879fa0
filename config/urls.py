"""The map of the product: one prefix per room."""

from django.urls import include, path

urlpatterns = [
    path("", include("vinculo.workspace.urls")),
    path("", include("vinculo.foundation.health_urls")),
    path("conta/", include("vinculo.organization.account_urls")),
    path("agenda/", include("vinculo.agenda.urls")),
    path("clientes/duplicidades/", include("vinculo.identity.urls")),
    path("clientes/", include("vinculo.customers.urls")),
    path("produtos/", include("vinculo.catalogue.urls")),
    path("estoque/", include("vinculo.stock.urls")),
    path("atendimentos/", include("vinculo.cases.urls")),
    path("matrizes/", include("vinculo.matrices.urls")),
    path("alcadas/", include("vinculo.approvals.urls")),
    path("importacoes/", include("vinculo.imports.urls")),
    path("configurador/", include("vinculo.organization.urls")),
    path("configurador/tabelas/", include("vinculo.cases.table_urls")),
    path("tabelas/", include("vinculo.books.urls")),
    path("configurador/campos-adicionais/", include("vinculo.foundation.custom_fields.urls")),
    path("carteiras/", include("vinculo.portfolios.urls")),
    path("privacidade/", include("vinculo.privacy.urls")),
    path("simulador/", include("vinculo.simulator.urls")),
    path("geografia/", include("vinculo.geography.urls")),
    path("auditoria/", include("vinculo.foundation.audit.urls")),
    path("processos/", include("vinculo.foundation.jobs.urls")),
    path("notificacoes/", include("vinculo.foundation.notifications.urls")),
    path("rascunhos/", include("vinculo.foundation.drafts.urls")),
    path("listas/", include("vinculo.foundation.lists.urls")),
    path("desfazer/", include("vinculo.foundation.undo.urls")),
    path("estilo/", include("vinculo.foundation.ui.urls")),
    path("caixa-de-saida/", include("vinculo.demo.urls")),
]

handler403 = "vinculo.foundation.ui.errors.forbidden"
handler404 = "vinculo.foundation.ui.errors.not_found"
handler500 = "vinculo.foundation.ui.errors.server_error"
