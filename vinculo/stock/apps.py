from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "vinculo.stock"
    label = "stock"

    def ready(self) -> None:
        from vinculo.foundation import audit, parameters
        from vinculo.foundation.access import permissions
        from vinculo.stock import parameters as stock_parameters
        from vinculo.stock.history import register_history
        from vinculo.stock.permissions import LABELS, ROLES, Permission
        from vinculo.stock.verbs import LABELS as VERBS

        permissions.register(Permission, group="Estoque", labels=LABELS, roles=ROLES)
        parameters.register(*stock_parameters.ALL)
        audit.register_verbs({str(verb): label for verb, label in VERBS.items()})
        register_history()
