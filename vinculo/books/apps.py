from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "vinculo.books"
    label = "books"

    def ready(self) -> None:
        from vinculo.books import (
            reversals,  # noqa: F401  (registers the undo)
            verbs,
        )
        from vinculo.foundation import audit

        audit.register_verbs(verbs.LABELS)
