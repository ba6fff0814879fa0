from django.apps import AppConfig


class CustomFieldsConfig(AppConfig):
    name = "vinculo.foundation.custom_fields"
    label = "custom_fields"
