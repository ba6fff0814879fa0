from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "vinculo.customers"
    label = "customers"

    def ready(self) -> None:
        from vinculo.customers.permissions import LABELS, ROLES, Permission
        from vinculo.foundation.access import permissions

        permissions.register(Permission, group="Clientes", labels=LABELS, roles=ROLES)
