from django.urls import path

from vinculo.foundation.undo import views

app_name = "undo"
urlpatterns = [path("<uuid:offer_id>/", views.take, name="take")]
