from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "vinculo.foundation.drafts"
    label = "drafts"
