from django.apps import AppConfig


class ReversalConfig(AppConfig):
    name = "vinculo.foundation.reversal"
    label = "reversal"
