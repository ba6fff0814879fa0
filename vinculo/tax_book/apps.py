from django.apps import AppConfig


class TaxBookConfig(AppConfig):
    name = "vinculo.tax_book"
    label = "tax_book"

    def ready(self) -> None:
        from vinculo.books import registry as books
        from vinculo.foundation import audit, panels
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.matrices import kinds as matrix_kinds
        from vinculo.organization import founding
        from vinculo.tax_book import defaults, kinds, permissions, references, verbs
        from vinculo.tax_book.actions.founding import create_default_tables
        from vinculo.tax_book.books import BOOKS, REFUSALS
        from vinculo.tax_book.panels import PRODUCT

        permission_registry.register(
            permissions.Permission, group="Tabelas fiscais", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(verbs.LABELS)
        founding.register("tax_book", create_default_tables)
        references.register()
        panels.register(PRODUCT)
        books.register(*BOOKS)
        books.register_refusals(REFUSALS)
        for position, kind in enumerate(kinds.KINDS):
            shipped = defaults.rows(defaults.MATRICES.get(kind.code, ()))
            matrix_kinds.register(kind, menu="fiscal", position=position, shipped=shipped)
