from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "vinculo.identity"
    label = "identity"

    def ready(self) -> None:
        from vinculo.customers import identities
        from vinculo.foundation import audit, navigation, personal_data
        from vinculo.foundation import panels as record_pages
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.foundation.lists import register as register_list
        from vinculo.foundation.reversal import catalogue
        from vinculo.identity import actions, lists, panels, permissions, queries, verbs
        from vinculo.identity.personal_data import MERGES

        permission_registry.register(
            permissions.Permission, group="Duplicidades", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(verbs.LABELS)
        audit.register_tables({"identity_merge": "Unificação", "identity_distinction": "Distinção"})
        audit.register_relatives("customers.party", queries.merged_with)
        register_list(lists.QUEUE)
        personal_data.hold(
            MERGES,
            personal_data.Holding("identity.LookalikePair", "Cadastros parecidos", personal_data.Fate.DELETE),
            personal_data.Holding(
                "identity.Distinction", "Não é a mesma pessoa", personal_data.Fate.BLANK, blank=("reason",)
            ),
        )
        record_pages.register(*panels.PARTS)
        identities.register(successor=queries.where_it_went, tell_apart=actions.remember_registered_apart)
        catalogue.write_last("customers_consent")
        navigation.register(
            navigation.NavEntry(
                key="identity",
                label="Duplicidades",
                icon="git-merge",
                url_name="identity:queue",
                permission=permissions.Permission.REVIEW,
                order=55,
                section="Dados",
            )
        )
