from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "vinculo.foundation.lists"
    label = "lists"
