from django.urls import path

from vinculo.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.job_list, name="list"),
    path("bandeja/", views.tray, name="tray"),
    path("<int:pk>/", views.job_detail, name="detail"),
    path("<int:pk>/cancelar/", views.cancel, name="cancel"),
    path("<int:pk>/arquivo/", views.download, name="download"),
]
