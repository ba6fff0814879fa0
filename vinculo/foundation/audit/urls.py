from django.urls import path

from vinculo.foundation.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.changes, name="changes"),
    path("exportacoes/", views.exports, name="exports"),
    path("registro/<str:root_type>/<int:root_id>", views.history, name="history"),
    path("registro/<str:root_type>/<int:root_id>/em", views.past, name="past"),
]
