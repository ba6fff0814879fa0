from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "vinculo.organization"
    label = "organization"

    def ready(self) -> None:
        from vinculo.foundation import audit, navigation, parameters
        from vinculo.foundation.access import loader, permissions
        from vinculo.foundation.lists import audiences
        from vinculo.foundation.ui import shell
        from vinculo.organization import configurator, door, queries, records
        from vinculo.organization.parameters import ACCESS_LOG_DAYS, LOCKOUT_ATTEMPTS, LOCKOUT_MINUTES
        from vinculo.organization.permissions import LABELS, ROLES, Permission
        from vinculo.organization.verbs import VERBS

        loader.register_loader(queries.actor_for)
        permissions.register(Permission, group="Administração", labels=LABELS, roles=ROLES)
        parameters.register(ACCESS_LOG_DAYS, LOCKOUT_ATTEMPTS, LOCKOUT_MINUTES)
        audit.register_verbs(VERBS)
        records.register()
        navigation.register(configurator.DOOR)
        configurator.register(*configurator.CARDS)
        shell.establishments_from(queries.establishments_of)
        audiences.roles_from(queries.role_names)
        shell.register_account_links(*configurator.ACCOUNT_LINKS)
        door.listen()
