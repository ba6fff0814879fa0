import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from vinculo.engines import command
from vinculo.tax_book.asking import AskedSale, taxed


class Command(BaseCommand):
    help = "Calcula os tributos de uma venda descrita em JSON pelas tabelas fiscais da empresa, na data da venda."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="ARQUIVO.json")

    def handle(self, *, file: str, **_options: Any) -> None:
        code = command.run(file, AskedSale, taxed)
        if code:
            sys.exit(code)
