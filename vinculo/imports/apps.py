from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "vinculo.imports"
    label = "imports"

    def ready(self) -> None:
        from vinculo.foundation.access import permissions
        from vinculo.imports.permissions import LABELS, ROLES, Permission

        permissions.register(Permission, group="Importações", labels=LABELS, roles=ROLES)
