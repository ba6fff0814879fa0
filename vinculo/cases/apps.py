from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "vinculo.cases"
    label = "cases"
