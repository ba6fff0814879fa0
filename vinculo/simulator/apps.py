from django.apps import AppConfig


class SimulatorConfig(AppConfig):
    name = "vinculo.simulator"
    label = "simulator"

    def ready(self) -> None:
        from vinculo.approvals import subjects as approval_subjects
        from vinculo.foundation import audit, navigation
        from vinculo.foundation.access import permissions as permission_registry
        from vinculo.foundation.lists import register as register_list
        from vinculo.matrices import replays as matrix_replays
        from vinculo.simulator import approval, permissions, verbs
        from vinculo.simulator.lists import CASES
        from vinculo.simulator.models import SimulatedCase
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
        register_list(CASES)
        approval_subjects.register(
            approval.SUBJECT,
            label="Caso do simulador",
            content=approval.content,
            title=approval.title,
            url=approval.url,
            judge=approval.judge,
            shown=approval.shown,
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
