from django.urls import path

from vinculo.privacy.views import requests, subjects

app_name = "privacy"
urlpatterns = [
    path("pedidos/", requests.requests, name="requests"),
    path("pedidos/novo/", requests.new, name="new"),
    path("pedidos/<int:pk>/", requests.one, name="request"),
    path("pedidos/<int:pk>/identidade/", requests.identity, name="identity"),
    path("pedidos/<int:pk>/resposta/", requests.answer, name="answer"),
    path("pedidos/<int:pk>/anonimizar/", subjects.erase, name="erase"),
    path("titular/<int:pk>/relatorio/", subjects.report, name="report"),
    path("leituras/", requests.reads, name="reads"),
]
