from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "vinculo.imports"
    label = "imports"

    def ready(self) -> None:
        from vinculo.books import registry as books
        from vinculo.foundation import audit, navigation, parameters, personal_data
        from vinculo.foundation.access import permissions
        from vinculo.imports import importer
        from vinculo.imports.customers.declaration import CUSTOMERS
        from vinculo.imports.parameters import SHEET_DAYS
        from vinculo.imports.permissions import LABELS, ROLES, Permission
        from vinculo.imports.prices.declaration import PRICES
        from vinculo.imports.products.declaration import PRODUCTS
        from vinculo.imports.promotions.declaration import PROMOTIONS
        from vinculo.imports.retention import SHEETS
        from vinculo.imports.sales_tables.declaration import SALES_TABLES
        from vinculo.imports.stock_balances.declaration import STOCK_BALANCES
        from vinculo.imports.undoing import VERBS

        permissions.register(Permission, group="Importações", labels=LABELS, roles=ROLES)
        audit.register_verbs(
            {
                CUSTOMERS.verb: "Importou clientes de planilha",
                PRODUCTS.verb: "Importou produtos de planilha",
                PRICES.verb: "Importou preços de planilha",
                PROMOTIONS.verb: "Importou promoções de planilha",
                SALES_TABLES.verb: "Importou tabelas de venda de planilha",
                **VERBS,
            }
        )
        for declared in (CUSTOMERS, PRODUCTS, PRICES, PROMOTIONS, SALES_TABLES, STOCK_BALANCES):
            importer.register(declared)
        for slug, declared in (("precos", PRICES), ("promocoes", PROMOTIONS), ("tabelas-de-venda", SALES_TABLES)):
            books.register_importer(slug, "imports:upload", declared.key, (Permission.RUN, declared.permission))
        parameters.register(SHEET_DAYS)
        personal_data.hold(SHEETS)
        navigation.register(
            navigation.NavEntry(
                key="imports",
                label="Importações",
                icon="table-import",
                url_name="imports:runs",
                permission=Permission.RUN,
                order=60,
                section="Dados",
            )
        )
