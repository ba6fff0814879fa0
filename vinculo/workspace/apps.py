from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "vinculo.workspace"
    label = "workspace"
