from django.apps import AppConfig

from vinculo.foundation import audit
from vinculo.foundation.access import permissions
from vinculo.foundation.lists.permissions import LABELS, ROLES, Permission


class ListsConfig(AppConfig):
    name = "vinculo.foundation.lists"
    label = "lists"

    def ready(self) -> None:
        from vinculo.foundation.lists.actions import VERBS

        permissions.register(Permission, group="Listas", labels=LABELS, roles=ROLES)
        audit.register_verbs(VERBS)
