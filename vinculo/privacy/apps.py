from django.apps import AppConfig
from django.urls import reverse


class PrivacyConfig(AppConfig):
    name = "vinculo.privacy"
    label = "privacy"

    def ready(self) -> None:
        from vinculo.foundation import audit, panels, parameters, personal_data
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.foundation.lists import register as register_list
        from vinculo.organization import configurator
        from vinculo.privacy import lists, models, permissions, verbs
        from vinculo.privacy.navigation import CARDS
        from vinculo.privacy.parameters import ANSWER_DAYS

        permission_registry.register(
            permissions.Permission, group="Privacidade", labels=permissions.LABELS, roles=permissions.ROLES
        )
        parameters.register(ANSWER_DAYS)
        audit.register_verbs(verbs.VERBS)
        register_list(lists.REQUESTS)
        register_list(lists.READS)
        attend = permissions.Permission.ATTEND
        audit.register_record(
            "privacy.privacyrequest",
            label="Pedido de titular",
            visible=lambda actor, pk: (
                actor.may(attend) and models.PrivacyRequest.objects.filter(pk=pk, company_id=actor.company_id).exists()
            ),
            url=lambda pk: reverse("privacy:request", args=[pk]),
        )
        personal_data.hold(
            personal_data.Holding(
                "privacy.PrivacyRequest",
                "Pedidos sobre os dados",
                personal_data.Fate.KEEP,
                why="Prova de que o pedido foi atendido (LGPD, art. 37).",
            ),
            personal_data.Holding(
                "privacy.Erasure",
                "Anonimização",
                personal_data.Fate.KEEP,
                why="Prova de que o pedido foi atendido (LGPD, art. 37).",
            ),
        )
        panels.register(
            panels.RecordAction(
                "customers.party",
                "subject_report",
                "Relatório do titular",
                "shield",
                attend,
                lambda record: reverse("privacy:report", args=[record.pk]),
                "",
                95,
            )
        )
        configurator.register(*CARDS)
