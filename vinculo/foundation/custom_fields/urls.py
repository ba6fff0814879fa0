from django.urls import path

from vinculo.foundation.custom_fields import views

app_name = "custom_fields"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/situacao/", views.toggle, name="toggle"),
    path("<int:pk>/ordem/", views.move, name="move"),
    path("<int:pk>/excluir/", views.delete, name="delete"),
    path("<str:key>/", views.record_fields, name="record"),
    path("<str:key>/novo/", views.create, name="create"),
]
