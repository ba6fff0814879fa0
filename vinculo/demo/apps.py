from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "vinculo.demo"
    label = "demo"

    def ready(self) -> None:
        from vinculo.organization import configurator
        from vinculo.organization.configurator import Card
        from vinculo.organization.permissions import Permission

        configurator.register(
            Card(
                key="outbox",
                section="Registro",
                title="Caixa de saída",
                hint="Mensagens que ficaram aqui, sem servidor de e-mail",
                icon="mail",
                url_name="demo:outbox",
                permission=Permission.READ_OUTBOX,
                order=110,
            )
        )
