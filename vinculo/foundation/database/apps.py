from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "vinculo.foundation.database"
    label = "database"

    def ready(self) -> None:
        from vinculo.foundation.database import lookups  # noqa: F401  (registers itself)
