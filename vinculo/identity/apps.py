from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "vinculo.identity"
    label = "identity"

    def ready(self) -> None:
        from vinculo.foundation import audit
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.identity import permissions, verbs

        permission_registry.register(
            permissions.Permission, group="Duplicidades", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(verbs.LABELS)
