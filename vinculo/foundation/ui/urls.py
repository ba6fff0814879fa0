from django.urls import path

from vinculo.foundation.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.style, name="style"),
    path("campos/", views.style_form, name="style_form"),
    path("consulta/", views.style_lookup, name="style_lookup"),
    path("aviso/", views.style_toast, name="style_toast"),
    path("dialogo/", views.style_dialog, name="style_dialog"),
]
