from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "vinculo.customers"
    label = "customers"

    def ready(self) -> None:
        from vinculo.customers import (
            copies,
            models,
            panels,
            parameters,
            permissions,
            personal_data,
            search,
            timeline,
            verbs,
        )
        from vinculo.customers.founding import give_fields
        from vinculo.customers.history import register_history
        from vinculo.customers.lists import CUSTOMERS
        from vinculo.customers.navigation import CARDS, ENTRIES
        from vinculo.customers.suppression_list import SUPPRESSIONS
        from vinculo.foundation import audit, custom_fields, navigation
        from vinculo.foundation import panels as record_pages
        from vinculo.foundation import parameters as parameter_registry
        from vinculo.foundation import personal_data as personal_data_registry
        from vinculo.foundation import search as universal_search
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.foundation.lists import register as register_list
        from vinculo.foundation.reversal import catalogue
        from vinculo.organization import configurator, founding

        permission_registry.register(
            permissions.Permission, group="Clientes", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(verbs.LABELS)
        parameter_registry.register(
            parameters.CLOSED_PORTFOLIO, parameters.EXPORT_REASON, parameters.FISCAL_RETENTION, parameters.ACTIVE_DAYS
        )
        personal_data_registry.hold(*personal_data.HOLDINGS, *personal_data.TRACES, *copies.COPIES)
        personal_data_registry.retain(personal_data.fiscal_retention)
        universal_search.register(search.PROVIDER)
        record_pages.register(*panels.PANELS, *panels.ACTIONS, *panels.TABS, *timeline.SOURCES)
        # A consent put back as it was finds the decision it came from, and is no new one.
        catalogue.bring_first("customers_consentdecision")
        register_list(CUSTOMERS)
        register_list(SUPPRESSIONS)
        founding.register("customers.custom_fields", give_fields)
        audiences = [custom_fields.Audience(kind, label) for kind, label in models.Party.Kind.choices]
        custom_fields.register_record(custom_fields.CustomizedRecord(panels.RECORD, "Clientes", audiences))
        configurator.register(*CARDS)
        register_history()
        navigation.register(*ENTRIES)
