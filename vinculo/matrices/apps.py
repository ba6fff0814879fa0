from django.apps import AppConfig


class MatricesConfig(AppConfig):
    name = "vinculo.matrices"
    label = "matrices"

    def ready(self) -> None:
        from vinculo.foundation import audit, navigation
        from vinculo.foundation.access import permissions
        from vinculo.matrices import records, references
        from vinculo.matrices.navigation import DOOR
        from vinculo.matrices.permissions import LABELS, ROLES, Permission
        from vinculo.matrices.verbs import VERBS

        permissions.register(Permission, group="Matrizes", labels=LABELS, roles=ROLES)
        audit.register_verbs(VERBS)
        records.register()
        references.register()
        navigation.register(DOOR)
