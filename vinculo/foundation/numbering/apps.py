from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "vinculo.foundation.numbering"
    label = "numbering"
