from django.urls import path

from vinculo.simulator import views

app_name = "simulator"
urlpatterns = [
    path("", views.compose, name="compose"),
    path("resposta/", views.answer, name="answer"),
    path("por-que/", views.why, name="why"),
    path("alternativas/", views.alternatives, name="alternatives"),
    path("colar/", views.pasted, name="pasted"),
    path("guardar/", views.keep, name="keep"),
    path("casos/", views.cases, name="cases"),
    path("casos/reexecutar/", views.run, name="run"),
    path("casos/<int:pk>/", views.case, name="case"),
    path("casos/<int:pk>/pedir-aprovacao/", views.ask_approval, name="ask_approval"),
    path("casos/<int:pk>/aceitar/", views.accept, name="accept"),
    path("casos/<int:pk>/excluir/", views.delete, name="delete"),
]
