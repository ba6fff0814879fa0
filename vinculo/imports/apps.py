from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "vinculo.imports"
    label = "imports"

    def ready(self) -> None:
        from vinculo.foundation import audit, navigation
        from vinculo.foundation.access import permissions
        from vinculo.imports import importer
        from vinculo.imports.customers.declaration import CUSTOMERS
        from vinculo.imports.permissions import LABELS, ROLES, Permission
        from vinculo.imports.prices.declaration import PRICES
        from vinculo.imports.products.declaration import PRODUCTS
        from vinculo.imports.stock_balances.declaration import STOCK_BALANCES
        from vinculo.imports.undoing import VERBS

        permissions.register(Permission, group="Importações", labels=LABELS, roles=ROLES)
        audit.register_verbs(
            {
                CUSTOMERS.verb: "Importou clientes de planilha",
                PRODUCTS.verb: "Importou produtos de planilha",
                PRICES.verb: "Importou preços de planilha",
                **VERBS,
            }
        )
        for declared in (CUSTOMERS, PRODUCTS, PRICES, STOCK_BALANCES):
            importer.register(declared)
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
