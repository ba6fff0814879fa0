from django.apps import AppConfig


class PriceBookConfig(AppConfig):
    name = "vinculo.price_book"
    label = "price_book"

    def ready(self) -> None:
        from vinculo.books import registry as books
        from vinculo.catalogue.lists import offer_bulk_action
        from vinculo.foundation import audit, navigation, parameters
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.matrices import kinds as matrix_kinds
        from vinculo.organization import founding
        from vinculo.price_book import parameters as book_parameters
        from vinculo.price_book import permissions, repricing
        from vinculo.price_book.actions import create_default_tables
        from vinculo.price_book.actions.repricing import VERBS as REPRICING_VERBS
        from vinculo.price_book.books import BOOKS, REFUSALS
        from vinculo.price_book.kinds import KINDS
        from vinculo.price_book.references import register_references

        permission_registry.register(
            permissions.Permission, group="Preços e condições", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(REPRICING_VERBS)
        offer_bulk_action(repricing.ACTION)
        books.register(*BOOKS)
        books.register_refusals(REFUSALS)
        for position, kind in enumerate(KINDS):
            matrix_kinds.register(kind, menu="commercial", position=position)
        register_references()
        parameters.register(*book_parameters.ALL)
        founding.register("price_book", create_default_tables)
        navigation.register(
            navigation.NavEntry(
                "books", "Tabelas", "table", "books:index", permissions.Permission.VIEW, 55, hotkey="g x"
            )
        )
