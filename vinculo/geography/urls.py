from django.urls import path

from vinculo.geography import views

app_name = "geography"
urlpatterns = [
    path("municipios", views.municipalities, name="municipalities"),
    path("cep/<str:typed>", views.cep, name="cep"),
    path("cep/<str:typed>/rua", views.street, name="street"),
]
