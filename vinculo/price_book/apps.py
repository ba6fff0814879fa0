from django.apps import AppConfig


class PriceBookConfig(AppConfig):
    name = "vinculo.price_book"
    label = "price_book"

    def ready(self) -> None:
        from vinculo.books import registry as books
        from vinculo.catalogue import offers as catalogue_offers
        from vinculo.catalogue.lists import offer_bulk_action, offer_filter
        from vinculo.foundation import audit, navigation, panels, parameters, personal_data
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.matrices import kinds as matrix_kinds
        from vinculo.organization import founding
        from vinculo.price_book import parameters as book_parameters
        from vinculo.price_book import permissions, repricing
        from vinculo.price_book.actions import create_default_tables
        from vinculo.price_book.actions.repricing import VERBS as REPRICING_VERBS
        from vinculo.price_book.books import BOOKS, REFUSALS
        from vinculo.price_book.kinds import KINDS
        from vinculo.price_book.lists import PRICED
        from vinculo.price_book.offers import price_tags
        from vinculo.price_book.panels import PANELS
        from vinculo.price_book.queries.coverage import unpriced
        from vinculo.price_book.references import register_references

        permission_registry.register(
            permissions.Permission, group="Preços e condições", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(REPRICING_VERBS)
        offer_bulk_action(repricing.ACTION)
        offer_filter(PRICED)
        catalogue_offers.register_unpriced(unpriced)
        books.register(*BOOKS)
        books.register_refusals(REFUSALS)
        for position, kind in enumerate(KINDS):
            matrix_kinds.register(kind, menu="commercial", position=position)
        register_references()
        parameters.register(*book_parameters.ALL)
        panels.register(*PANELS)
        why = "Preço combinado: faz parte das contas da empresa e não diz nada da pessoa."
        for model, label in (("ListPrice", "Preços próprios"), ("SalesTable", "Tabelas de venda")):
            personal_data.hold(personal_data.Holding(f"price_book.{model}", label, personal_data.Fate.KEEP, why=why))
        catalogue_offers.register_price(price_tags)
        founding.register("price_book", create_default_tables)
        navigation.register(
            navigation.NavEntry(
                "books", "Tabelas", "notebook", "books:index", permissions.Permission.VIEW, 55, hotkey="g x"
            )
        )
