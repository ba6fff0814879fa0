from django.apps import AppConfig

from vinculo.foundation.access import permissions
from vinculo.foundation.ui.limits import tell_limits
from vinculo.foundation.ui.permissions import Permission


class UiConfig(AppConfig):
    name = "vinculo.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        tell_limits()
        permissions.register(
            Permission,
            group="Interface",
            labels={Permission.STYLE_PAGE: "Ver a página de estilo da interface"},
            roles={Permission.STYLE_PAGE: ()},
        )
