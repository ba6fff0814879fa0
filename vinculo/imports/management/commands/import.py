# ruff: noqa: N999  (the file's name is the command's)
import sys

from django.core.management.base import BaseCommand

from vinculo.imports import cli


class Command(BaseCommand):
    """Importa uma planilha: `vinculo import customers ARQUIVO`."""

    help = "Importa uma planilha XLSX ou CSV."

    def run_from_argv(self, argv: list[str]) -> None:
        """The arguments belong to `cli`, whose exit status becomes the process's."""
        sys.exit(cli.run(argv[2:]))
