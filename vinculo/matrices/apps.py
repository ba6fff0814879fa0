from django.apps import AppConfig


class MatricesConfig(AppConfig):
    name = "vinculo.matrices"
    label = "matrices"

    def ready(self) -> None:
        from vinculo.foundation import audit
        from vinculo.foundation.access import permissions
        from vinculo.matrices import references
        from vinculo.matrices.permissions import LABELS, ROLES, Permission
        from vinculo.matrices.verbs import VERBS

        permissions.register(Permission, group="Matrizes", labels=LABELS, roles=ROLES)
        audit.register_verbs(VERBS)
        references.register()
