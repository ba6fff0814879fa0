"""The product's map, and one page with the list of the tests."""

from django.http import HttpResponse
from django.urls import path

from config.urls import handler403, handler404, handler500
from config.urls import urlpatterns as product
from vinculo.foundation.access import Request, authenticated
from vinculo.foundation.lists import definition_of
from vinculo.foundation.lists.page import render

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@authenticated
def parties(request: Request) -> HttpResponse:
    return render(request, definition_of("tests.parties"))


urlpatterns = [path("teste/", parties, name="test_list"), *product]
