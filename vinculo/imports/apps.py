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
        from vinculo.imports.undoing import VERBS

        permissions.register(Permission, group="Importações", labels=LABELS, roles=ROLES)
        audit.register_verbs({CUSTOMERS.verb: "Importou clientes de planilha", **VERBS})
        importer.register(CUSTOMERS)
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
