from django.urls import path

from vinculo.catalogue.views import browsing

app_name = "catalogue"
urlpatterns = [
    path("", browsing.product_list, name="list"),
    path("<int:pk>/", browsing.product, name="product"),
]
