"""`prepare_demo`: all that lies between an empty database and a demonstration to open. Repeating it is cheap."""

import hashlib
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command

from vinculo.organization.models import Company


class Command(BaseCommand):
    help = "Prepara o banco e os arquivos da demonstração; o que já está pronto não é refeito."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--customers", type=int, required=True, help="quantos clientes criar, se não há nenhum")

    def handle(self, *_args: Any, customers: int, **_options: Any) -> None:
        call_command("upgrade", verbosity=0, stdout=StringIO())
        self._collect_static_files()
        if not Company.objects.exists():
            self.stdout.write(f"Criando {customers:,} clientes de demonstração…".replace(",", "."))
            call_command("seed_demo", customers=customers)

    def _collect_static_files(self) -> None:
        """Collect and compress only when some file changed since the last time."""
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        current = _fingerprint_of_static_files()
        if stamp.exists() and stamp.read_text() == current:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(current)


def _fingerprint_of_static_files() -> str:
    """Changes whenever a static file is added, removed, renamed or edited."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list(None):
            found = Path(storage.path(path)).stat()
            lines.append(f"{path} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
