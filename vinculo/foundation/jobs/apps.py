from django.apps import AppConfig

from vinculo.foundation.access import permissions
from vinculo.foundation.jobs.permissions import LABELS, ROLES, Permission


class JobsConfig(AppConfig):
    name = "vinculo.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        permissions.register(Permission, group="Processos", labels=LABELS, roles=ROLES)
