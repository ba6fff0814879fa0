from django.urls import path

from vinculo.workspace import views

app_name = "workspace"
urlpatterns = [
    path("", views.home, name="home"),
    path("buscar", views.search, name="search"),
    path("buscar/janela", views.search_window, name="window"),
]
