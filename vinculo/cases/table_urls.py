from django.urls import path

from vinculo.cases.views import tables

app_name = "cases_tables"
urlpatterns = [
    path("", tables.index, name="index"),
    path("<slug:slug>/", tables.table, name="table"),
    path("<slug:slug>/incluir/", tables.add, name="add"),
    path("<slug:slug>/<int:pk>/", tables.edit, name="edit"),
    path("<slug:slug>/<int:pk>/oferecer/", tables.toggle, name="toggle"),
    path("<slug:slug>/<int:pk>/mover/", tables.move, name="move"),
    path("<slug:slug>/<int:pk>/excluir/", tables.delete, name="delete"),
]
