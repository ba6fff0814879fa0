from django.urls import path

from vinculo.foundation.lists import views

app_name = "lists"
urlpatterns = [
    path("pessoas/", views.find_people, name="people"),
    path("visoes/<int:pk>/", views.edit_view, name="edit_view"),
    path("visoes/<int:pk>/atualizar/", views.replace_view, name="replace_view"),
    path("visoes/<int:pk>/excluir/", views.delete_view, name="delete_view"),
    path("<str:key>/visoes/nova/", views.new_view, name="new_view"),
    path("<str:key>/exibicao/", views.save_display, name="display"),
    path("<str:key>/exportar/", views.export, name="export"),
    path("<str:key>/lote/<slug:action_key>/", views.bulk_action, name="bulk"),
]
