from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "vinculo.foundation.notifications"
    label = "notifications"
