from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "vinculo.customers"
    label = "customers"
