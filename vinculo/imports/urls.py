from django.urls import path

from vinculo.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("nova/", views.upload, name="upload"),
    path("nova/<slug:key>/", views.upload, name="upload"),
    path("modelo/", views.template, name="template"),
    path("modelo/<slug:key>/", views.template, name="template"),
    path("conteudo/<slug:key>/", views.contents, name="contents"),
    path("<int:pk>/", views.run_page, name="run"),
    path("<int:pk>/colunas/", views.columns, name="columns"),
    path("<int:pk>/conferir/", views.check, name="check"),
    path("<int:pk>/desfazer/", views.undo, name="undo"),
    path("<int:pk>/refazer/", views.redo, name="redo"),
    path("<int:pk>/importar/", views.confirm, name="confirm"),
    path("<int:pk>/criticas/", views.report, name="report"),
    path("<int:pk>/arquivo/", views.original, name="original"),
]
