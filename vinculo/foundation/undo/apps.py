from django.apps import AppConfig


class UndoConfig(AppConfig):
    name = "vinculo.foundation.undo"
    label = "undo"
