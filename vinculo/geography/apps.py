from django.apps import AppConfig


class GeographyConfig(AppConfig):
    name = "vinculo.geography"
    label = "geography"
