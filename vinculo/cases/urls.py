from django.urls import path

from vinculo.cases.views import cases, contacts, handovers

app_name = "cases"
urlpatterns = [
    path("", cases.index, name="list"),
    path("novo/", cases.start, name="start"),
    path("novo/<int:party_id>/", cases.new, name="new"),
    path("assuntos/", cases.subjects, name="subjects"),
    path("pessoas/", cases.people, name="people"),
    path("transferencia/", handovers.transfer, name="transfer"),
    path("transferencia/<int:pk>/desfazer/", handovers.undo_transfer, name="undo_transfer"),
    path("contatos/<int:pk>/encerrar/", contacts.close, name="close_contact"),
    path("contatos/<int:pk>/reagendar/", contacts.reschedule, name="reschedule"),
    path("reagendamentos/<int:pk>/desfazer/", contacts.undo_reschedule, name="undo_reschedule"),
    path("<int:pk>/", cases.case, name="case"),
    path("<int:pk>/alterar/", cases.edit, name="edit"),
    path("<int:pk>/natureza/", cases.nature, name="nature"),
    path("<int:pk>/contatos/novo/", contacts.book, name="book"),
    path("<int:pk>/encaminhar/", handovers.forward, name="forward"),
    path("<int:pk>/encerrar/", cases.close, name="close"),
    path("<int:pk>/reabrir/", cases.reopen, name="reopen"),
    path("<int:pk>/assumir/", cases.take, name="take"),
]
