from django.apps import AppConfig


class SimulatorConfig(AppConfig):
    name = "vinculo.simulator"
    label = "simulator"

    def ready(self) -> None:
        from vinculo.approvals import subjects as approval_subjects
        from vinculo.foundation import audit, navigation, personal_data
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.foundation.lists import register as register_list
        from vinculo.matrices import replays as matrix_replays
        from vinculo.simulator import approval, permissions, verbs
        from vinculo.simulator.lists import CASES
        from vinculo.simulator.models import SUBJECT, SimulatedCase
        from vinculo.simulator.replays import cases, documents

        permission_registry.register(
            permissions.Permission, group="Simulador", labels=permissions.LABELS, roles=permissions.ROLES
        )
        audit.register_verbs(verbs.LABELS)
        audit.register_record(
            "simulator.simulatedcase",
            label="Caso do simulador",
            visible=lambda actor, pk: (
                actor.may(permissions.Permission.USE) and SimulatedCase.objects.visible_to(actor).filter(pk=pk).exists()
            ),
            url=lambda pk: SimulatedCase(pk=pk).get_absolute_url(),
            tables={"simulator_simulatedcase": "Caso do simulador"},
        )
        audit.register_words("simulator_simulatedcase", "typed", lambda _: "a venda digitada")
        audit.register_words("simulator_simulatedcase", "reference", lambda _: "os valores da venda")
        personal_data.hold(
            personal_data.Holding(
                "simulator.SimulatedCase",
                "Vendas simuladas",
                personal_data.Fate.DELETE,
                untold=("typed", "reference", "latest", "differences"),
            )
        )
        register_list(CASES)
        approval_subjects.register(
            SUBJECT,
            label="Caso do simulador",
            content=approval.content,
            title=approval.title,
            url=approval.url,
            judge=approval.judge,
            shown=approval.shown,
            costly=approval.COSTLY_FIGURES,
        )
        matrix_replays.register("simulator", label="Casos do simulador", cases=cases, documents=documents)
        navigation.register(
            navigation.NavEntry(
                "simulator",
                "Simulador",
                "calculator",
                "simulator:compose",
                permissions.Permission.USE,
                58,
                hotkey="g s",
            )
        )
