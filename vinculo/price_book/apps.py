from django.apps import AppConfig


class PriceBookConfig(AppConfig):
    name = "vinculo.price_book"
    label = "price_book"

    def ready(self) -> None:
        from vinculo.foundation import audit
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.price_book import permissions, verbs

        permission_registry.register(
            permissions.Permission, group="Preços e condições", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(verbs.LABELS)
