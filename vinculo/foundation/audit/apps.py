from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "vinculo.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from vinculo.foundation.access import permissions
        from vinculo.foundation.audit.permissions import LABELS, ROLES, Permission

        permissions.register(Permission, group="Auditoria", labels=LABELS, roles=ROLES)
