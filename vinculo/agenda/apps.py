from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "vinculo.agenda"
    label = "agenda"
