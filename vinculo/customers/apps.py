from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "vinculo.customers"
    label = "customers"

    def ready(self) -> None:
        from vinculo.foundation.access import permissions
        from vinculo.customers.permissions import LABELS, ROLES, Permission

        permissions.register(Permission, group="Clientes", labels=LABELS, roles=ROLES)
