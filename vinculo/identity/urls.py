from django.urls import path

from vinculo.identity import views

app_name = "identity"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("procurar/", views.search, name="search"),
    path("unificacoes/", views.merges, name="merges"),
    path("unificacoes/<int:pk>/", views.merge_page, name="merge"),
    path("unificacoes/<int:pk>/desfazer/", views.unmerge, name="unmerge"),
    path("<int:pk>/", views.partner, name="partner"),
    path("<int:one>/<int:other>/", views.compare, name="compare"),
    path("<int:one>/<int:other>/distintos/", views.distinct, name="distinct"),
    path("<int:one>/<int:other>/esquecer/", views.forget, name="forget"),
]
