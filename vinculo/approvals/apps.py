from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "vinculo.approvals"
    label = "approvals"

    def ready(self) -> None:
        from vinculo.approvals import lists  # noqa: F401  (registers the list)
        from vinculo.approvals import parameters as own_parameters
        from vinculo.approvals.actions.levels import create_default_levels
        from vinculo.approvals.kinds import LIMITS, criteria
        from vinculo.approvals.navigation import CARDS, DOOR
        from vinculo.approvals.panels import PRODUCT
        from vinculo.approvals.permissions import LABELS, ROLES, Permission
        from vinculo.approvals.queries.levels import level_choices
        from vinculo.approvals.records import register_records
        from vinculo.approvals.verbs import VERBS
        from vinculo.foundation import audit, navigation, panels, parameters, personal_data
        from vinculo.foundation.access import permissions
        from vinculo.foundation.notifications.icons import register_kinds
        from vinculo.matrices import kinds, subjects
        from vinculo.organization import configurator, founding

        permissions.register(Permission, group="Alçadas", labels=LABELS, roles=ROLES)
        parameters.register(*own_parameters.ALL)
        audit.register_verbs(VERBS)
        register_records()
        personal_data.hold(
            personal_data.Holding(
                "approvals.ApprovalRequest",
                "Pedidos de alçada",
                personal_data.Fate.KEEP,
                why="Prova de quem autorizou um desconto ou um prazo; não diz nada da pessoa.",
                untold=("subject_type", "subject_id", "content", "seal", "judgement", "path", "able", "makers"),
            )
        )
        register_kinds(
            {
                "approval": ("shield-check", "info"),
                "approved": ("circle-check", "success"),
                "refused": ("circle-x", "danger"),
            }
        )
        kinds.register(LIMITS, menu="authority", position=10)
        subjects.register_list("approval_criterion", label="Critério", domain=criteria)
        subjects.register_list("approval_level", label="Nível", domain=level_choices)
        panels.register(PRODUCT)
        navigation.register(DOOR)
        configurator.register(*CARDS)
        founding.register("approvals", create_default_levels)
