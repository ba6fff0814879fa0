from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "vinculo.foundation.database"
    label = "database"
