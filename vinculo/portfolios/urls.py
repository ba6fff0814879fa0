from django.urls import path

from vinculo.portfolios.views import indicators, sharing

app_name = "portfolios"
urlpatterns = [
    path("", sharing.portfolios, name="portfolios"),
    path("redistribuir/", sharing.redistribute, name="redistribute"),
    path("<int:pk>/dossie/", sharing.handover, name="dossier"),
    path("indicadores/", indicators.registry, name="indicators"),
    path("indicadores/recalcular/", indicators.recount, name="recount"),
]
