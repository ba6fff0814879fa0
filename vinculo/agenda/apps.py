from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "vinculo.agenda"
    label = "agenda"

    def ready(self) -> None:
        from vinculo.cases.permissions import Permission
        from vinculo.foundation.navigation import NavEntry, register

        register(
            NavEntry(
                key="agenda",
                label="Agenda",
                icon="calendar-event",
                url_name="agenda:home",
                permission=Permission.VIEW,
                order=10,
                phone=True,
                hotkey="g a",
            )
        )
