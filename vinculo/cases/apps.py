from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "vinculo.cases"
    label = "cases"

    def ready(self) -> None:
        from vinculo.foundation.access import permissions
        from vinculo.cases.permissions import LABELS, ROLES, Permission

        permissions.register(Permission, group="Atendimentos", labels=LABELS, roles=ROLES)
