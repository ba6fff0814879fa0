"""A small map for the tests of the frame: they do not depend on which rooms the product has."""

from django.urls import include, path

urlpatterns = [path("estilo/", include("vinculo.foundation.ui.urls"))]
