"""The product's own command line: `python -m vinculo demo`, `python -m vinculo import customers FILE`, …

`demo` supervises a whole installation and `database` handles the embedded server. Every other word is a management
command of Django, run with a database: the one of DATABASE_URL, or the embedded server, started if it is not running
and stopped afterwards if nobody else uses it.
"""

import os
import sys
from contextlib import ExitStack

from django.core.management import execute_from_command_line

from vinculo.demo import supervisor
from vinculo.engines.pricing import command as price
from vinculo.engines.tax import command as tax
from vinculo.foundation.postgres import PostgresError, ensure_running
from vinculo.foundation.postgres import __main__ as database
from vinculo.foundation.postgres.url import data_folder, database_settings

HELP = """uso: python -m vinculo <comando>

  demo                      a demonstração completa, com banco, páginas e processos em segundo plano
  database start|stop|…     o banco embutido
  import customers ARQUIVO  importa clientes de uma planilha
  price ARQUIVO.json        o preço de um pedido e como se chegou a ele
  tax ARQUIVO.json          os tributos de uma venda e como se chegou a eles; com --livro, pelas tabelas da empresa
  help                      todos os outros comandos
"""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status; refusals are one sentence on the standard error."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(HELP, end="")
        return 0
    command, *rest = arguments
    try:
        match command:
            case "demo":
                return supervisor.main(os.environ)
            case "database":
                return database.main(rest)
            case "price":
                return price.main(rest)
            case "tax" if rest[:1] == ["--livro"]:
                return _manage(["tax_by_book", *rest[1:]])
            case "tax":
                return tax.main(rest)
            case _:
                return _manage(arguments)
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1


def _manage(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with ExitStack() as stack:
        database_settings(os.environ)
        if not os.environ.get("DATABASE_URL", "").strip():
            stack.enter_context(ensure_running(data_folder(os.environ)))
        execute_from_command_line(["vinculo", *arguments])
    return 0
