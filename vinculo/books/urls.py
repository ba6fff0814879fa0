from django.urls import path

from vinculo.books import views

app_name = "books"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.entries, name="list"),
    path("<slug:slug>/incluir/", views.new, name="new"),
    path("<slug:slug>/<int:pk>/", views.edit, name="edit"),
    path("<slug:slug>/<int:pk>/situacao/", views.toggle, name="toggle"),
    path("<slug:slug>/<int:pk>/excluir/", views.delete, name="delete"),
]
