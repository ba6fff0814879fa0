from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "vinculo.cases"
    label = "cases"

    def ready(self) -> None:
        from vinculo.cases import lists  # noqa: F401  (registers the list)
        from vinculo.cases import parameters as case_parameters
        from vinculo.cases.actions.tables import create_default_tables
        from vinculo.cases.dossier import SECTIONS
        from vinculo.cases.history import register_history
        from vinculo.cases.navigation import CARDS, ENTRIES
        from vinculo.cases.panels import PARTS
        from vinculo.cases.permissions import LABELS, ROLES, Permission
        from vinculo.cases.personal_data import ACTIVITY, HOLDINGS
        from vinculo.cases.search import PROVIDER
        from vinculo.cases.verbs import VERBS
        from vinculo.customers import activity
        from vinculo.foundation import audit, navigation, panels, parameters, personal_data, search
        from vinculo.foundation.access import permissions
        from vinculo.organization import configurator, founding
        from vinculo.portfolios import dossier_sections

        permissions.register(Permission, group="Atendimentos", labels=LABELS, roles=ROLES)
        parameters.register(*case_parameters.ALL)
        audit.register_verbs(VERBS)
        register_history()
        search.register(PROVIDER)
        panels.register(*PARTS)
        navigation.register(*ENTRIES)
        configurator.register(*CARDS)
        founding.register("cases", create_default_tables)
        personal_data.hold(*HOLDINGS)
        for section in SECTIONS:
            dossier_sections.register(section)
        activity.register(ACTIVITY)
