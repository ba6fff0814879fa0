from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "vinculo.organization"
    label = "organization"

    def ready(self) -> None:
        from vinculo.foundation.access import loader, permissions
        from vinculo.organization import queries
        from vinculo.organization.permissions import LABELS, ROLES, Permission

        loader.register_loader(queries.actor_for)
        permissions.register(Permission, group="Administração", labels=LABELS, roles=ROLES)
