from django.apps import AppConfig


class CustomFieldsConfig(AppConfig):
    name = "vinculo.foundation.custom_fields"
    label = "custom_fields"

    def ready(self) -> None:
        from vinculo.foundation import audit
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.foundation.custom_fields import permissions, verbs
        from vinculo.foundation.custom_fields.models import CustomField

        permission_registry.register(
            permissions.Permission, group="Campos adicionais", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(verbs.VERBS)
        audit.register_record(
            "custom_fields.customfield",
            label="Campo adicional",
            visible=lambda actor, pk: (
                actor.may(permissions.Permission.MANAGE)
                and CustomField.objects.filter(pk=pk, company_id=actor.company_id).exists()
            ),
        )
