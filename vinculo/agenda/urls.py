from django.urls import path

from vinculo.agenda import views

app_name = "agenda"
urlpatterns = [
    path("", views.home, name="home"),
    path("mais/", views.more, name="more"),
    path("contatos/<int:pk>/", views.preview, name="preview"),
]
