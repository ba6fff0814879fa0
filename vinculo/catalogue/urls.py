from django.urls import path

from vinculo.catalogue.views import browsing

app_name = "catalogue"
urlpatterns = [
    path("", browsing.product_list, name="list"),
    path("pesquisa/", browsing.search, name="search"),
    path("consulta/", browsing.lookup, name="lookup"),
    path("ncm/", browsing.ncm_lookup, name="ncm"),
    path("cest/", browsing.cest_lookup, name="cest"),
    path("<int:pk>/", browsing.product, name="product"),
    path("<int:pk>/favorito/", browsing.favourite, name="favourite"),
]
