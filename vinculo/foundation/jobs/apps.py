from django.apps import AppConfig

from vinculo.foundation import navigation
from vinculo.foundation.access import permissions
from vinculo.foundation.jobs.permissions import LABELS, ROLES, Permission


class JobsConfig(AppConfig):
    name = "vinculo.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        permissions.register(Permission, group="Processos", labels=LABELS, roles=ROLES)
        navigation.register(
            navigation.NavEntry(
                key="jobs",
                label="Processos",
                icon="activity",
                url_name="jobs:list",
                permission="",
                order=70,
                section="Dados",
                shown=lambda _actor: True,
            )
        )
