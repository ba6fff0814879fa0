from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "vinculo.stock"
    label = "stock"

    def ready(self) -> None:
        from vinculo.catalogue import offers
        from vinculo.foundation import audit, navigation, panels, parameters, personal_data
        from vinculo.foundation.access import permissions
        from vinculo.foundation.notifications.icons import register_kinds
        from vinculo.foundation.reversal import catalogue as reversals_of
        from vinculo.identity import following
        from vinculo.organization import configurator
        from vinculo.stock import (
            lists,  # noqa: F401  (registers the lists)
            merged_customers,
            reversals,  # noqa: F401  (registers the way back of a posting)
        )
        from vinculo.stock import parameters as stock_parameters
        from vinculo.stock.history import register_history
        from vinculo.stock.navigation import CARDS, ENTRIES
        from vinculo.stock.panels import PARTS, on_shelf
        from vinculo.stock.permissions import LABELS, ROLES, Permission
        from vinculo.stock.verbs import LABELS as VERBS

        permissions.register(Permission, group="Estoque", labels=LABELS, roles=ROLES)
        parameters.register(*stock_parameters.ALL)
        audit.register_verbs({str(verb): label for verb, label in VERBS.items()})
        register_history()
        register_kinds({"stock": ("stack-2", "info")})
        panels.register(*PARTS)
        offers.register_stock(on_shelf)
        navigation.register(*ENTRIES)
        configurator.register(*CARDS)
        following.register_special("stock_quota", merged_customers.quotas)
        following.register_special("stock_lotrequirement", merged_customers.requirements)
        reversals_of.bring_first("stock_quota")
        reversals_of.write_last("stock_quota")
        personal_data.hold(
            personal_data.Holding(
                "stock.Reservation",
                "Reservas de estoque",
                personal_data.Fate.BLANK,
                blank=("reason", "document", "end_reason"),
            ),
            personal_data.Holding("stock.LotRequirement", "Exigências de validade", personal_data.Fate.DELETE),
            personal_data.Holding(
                "stock.Quota",
                "Cotas de produto",
                personal_data.Fate.KEEP,
                why="O limite e o consumo de um período já encerrado são registro comercial; nada dizem da pessoa.",
            ),
        )
