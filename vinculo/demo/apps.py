from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "vinculo.demo"
    label = "demo"
