from django.urls import path

from vinculo.customers.views import belongings, editing, profile, record, registration, standing

app_name = "customers"
urlpatterns = [
    path("", profile.customers, name="list"),
    path("novo/prospect/", registration.new_prospect, name="new_prospect"),
    path("novo/cliente/", registration.new_customer, name="new_customer"),
    path("parecidos/", registration.lookalikes, name="lookalikes"),
    path("carteiras/", profile.owners, name="owners"),
    path("consulta/", profile.parties, name="parties"),
    path("bancos/", record.bank_options, name="banks"),
    path("atividades/", record.activity_options, name="activities"),
    path("<int:pk>/", profile.profile, name="profile"),
    path("<int:pk>/cadastro/", record.record, name="record"),
    path("<int:pk>/informacoes-adicionais/", record.custom_values, name="custom_values"),
    path("<int:pk>/responsavel/", record.responsible, name="responsible"),
    path("<int:pk>/linha-do-tempo/", profile.timeline, name="timeline"),
    path("<int:pk>/painel/<slug:key>/", profile.panel, name="panel"),
    path("<int:pk>/alterar/", editing.edit, name="edit"),
    path("<int:pk>/tornar-cliente/", registration.promote, name="promote"),
    path("<int:pk>/carteira/", standing.owner, name="owner"),
    path("<int:pk>/inativar/", standing.deactivate, name="deactivate"),
    path("<int:pk>/reativar/", standing.reactivate, name="reactivate"),
    path("<int:pk>/notas/nova/", belongings.add_note, name="add_note"),
    path("<int:pk>/notas/<int:row_id>/", belongings.edit_note, name="edit_note"),
    path("<int:pk>/notas/<int:row_id>/excluir/", belongings.remove_note, name="remove_note"),
    path("<int:pk>/consentimento/", belongings.consent, name="consent"),
    path("<int:pk>/<slug:kind>/novo/", belongings.add, name="add_belonging"),
    path("<int:pk>/<slug:kind>/<int:row_id>/", belongings.edit, name="edit_belonging"),
    path("<int:pk>/<slug:kind>/<int:row_id>/excluir/", belongings.remove, name="remove_belonging"),
]
