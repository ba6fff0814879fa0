from django.urls import path

from vinculo.books.views import sheets, shipped, tables

app_name = "books"
urlpatterns = [
    path("", tables.index, name="index"),
    path("que-faltam/", shipped.index, name="lacking"),
    path("<slug:slug>/", tables.entries, name="list"),
    path("<slug:slug>/incluir/", tables.new, name="new"),
    path("<slug:slug>/planilha/", sheets.download, name="sheet"),
    path("<slug:slug>/que-faltam/", shipped.rows, name="shipped"),
    path("<slug:slug>/importar/", sheets.bring, name="bring"),
    path("<slug:slug>/importar/gravar/", sheets.take, name="take"),
    path("<slug:slug>/<int:pk>/", tables.edit, name="edit"),
    path("<slug:slug>/<int:pk>/situacao/", tables.toggle, name="toggle"),
    path("<slug:slug>/<int:pk>/excluir/", tables.delete, name="delete"),
]
