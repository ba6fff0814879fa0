from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "vinculo.foundation.jobs"
    label = "jobs"
