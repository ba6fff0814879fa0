from django.urls import path

from vinculo.approvals.views import levels, requests

app_name = "approvals"
urlpatterns = [
    path("", requests.awaiting, name="awaiting"),
    path("todas/", requests.all_requests, name="all"),
    path("<int:pk>/", requests.request_page, name="request"),
    path("<int:pk>/decidir/", requests.decide, name="decide"),
    path("<int:pk>/autorizar/", requests.authorise, name="authorise"),
    path("<int:pk>/cancelar/", requests.cancel, name="cancel"),
    path("delegacoes/", levels.delegations, name="delegations"),
    path("delegacoes/<int:pk>/encerrar/", levels.revoke, name="revoke"),
    path("niveis/", levels.levels, name="levels"),
    path("niveis/novo/", levels.add_level, name="add_level"),
    path("niveis/<int:pk>/", levels.edit_level, name="edit_level"),
]
