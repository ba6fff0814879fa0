from django.urls import path

from vinculo.demo import views

app_name = "demo"
urlpatterns = [path("", views.read_outbox, name="outbox")]
