from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "vinculo.cases"
    label = "cases"

    def ready(self) -> None:
        from vinculo.cases import parameters as case_parameters
        from vinculo.cases.history import register_history
        from vinculo.cases.permissions import LABELS, ROLES, Permission
        from vinculo.cases.search import PROVIDER
        from vinculo.cases.verbs import VERBS
        from vinculo.foundation import audit, parameters, search
        from vinculo.foundation.access import permissions

        permissions.register(Permission, group="Atendimentos", labels=LABELS, roles=ROLES)
        parameters.register(*case_parameters.ALL)
        audit.register_verbs(VERBS)
        register_history()
        search.register(PROVIDER)
