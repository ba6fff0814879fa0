"""The two addresses that machines ask."""

from django.urls import path

from vinculo.foundation import health

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
