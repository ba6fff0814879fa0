from django.urls import path

from vinculo.foundation.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.notification_list, name="list"),
    path("bandeja/", views.tray, name="tray"),
    path("lidas/", views.read_all, name="read_all"),
    path("<int:pk>/", views.open_one, name="open"),
]
