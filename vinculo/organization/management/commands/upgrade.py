"""`upgrade`: the one step after installing a new version; repeating it changes nothing."""

from typing import Any

from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Põe o banco em dia com esta versão: migrações, tabelas de referência e perfis de administrador."

    def handle(self, *, verbosity: int, **_options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("load_geography", stdout=self.stdout)
        call_command("sync_roles", stdout=self.stdout)
