from django.apps import AppConfig


class PortfoliosConfig(AppConfig):
    name = "vinculo.portfolios"
    label = "portfolios"

    def ready(self) -> None:
        from vinculo.foundation import navigation
        from vinculo.foundation import panels as record_pages
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.portfolios import panels, permissions

        permission_registry.register(
            permissions.Permission, group="Carteiras", labels=permissions.LABELS, roles=permissions.ROLES
        )
        record_pages.register(*panels.PANELS)
        navigation.register(
            navigation.NavEntry(
                "portfolios", "Carteiras", "briefcase", "portfolios:portfolios", permissions.Permission.MANAGE, 25
            ),
            navigation.NavEntry(
                "registry_indicators",
                "Indicadores",
                "chart-bar",
                "portfolios:indicators",
                permissions.Permission.SEE_INDICATORS,
                80,
            ),
        )
