from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "vinculo.foundation.audit"
    label = "audit"
