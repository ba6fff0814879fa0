"""`manage.py sync_roles`: run after an upgrade, so that administrators hold the permissions the product has gained."""

from typing import Any

from django.core.management.base import BaseCommand

from vinculo.organization.actions.structure import sync_default_roles


class Command(BaseCommand):
    help = "Dá aos perfis de administrador as permissões que a nova versão trouxe."

    def handle(self, **_options: Any) -> None:
        changed = sync_default_roles()
        self.stdout.write(f"Perfis de administrador atualizados: {changed}.")
