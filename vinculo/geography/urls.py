from django.urls import URLPattern

app_name = "geography"
urlpatterns: list[URLPattern] = []
