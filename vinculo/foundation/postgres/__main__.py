"""`python -m vinculo.foundation.postgres start|stop|status|remove|psql`: the embedded server by hand."""

import argparse
import os
import shutil
import sys

from vinculo.foundation.postgres.binaries import find_binaries
from vinculo.foundation.postgres.errors import PostgresError
from vinculo.foundation.postgres.layout import layout_of
from vinculo.foundation.postgres.profiles import DURABLE, PROFILES
from vinculo.foundation.postgres.server import is_running, keep_running, remove, stop_now
from vinculo.foundation.postgres.url import data_folder, embedded_url


def main(arguments: list[str]) -> int:
    """Run one sub-command; 0 when done, 1 when refused, 3 when `status` finds no server."""
    parser = argparse.ArgumentParser(prog="python -m vinculo.foundation.postgres", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start", help="inicia o servidor e o deixa no ar")
    start.add_argument("--profile", choices=sorted(PROFILES), default=DURABLE.name)
    commands.add_parser("stop", help="para o servidor, mesmo que alguém o esteja usando")
    commands.add_parser("status", help="diz se o servidor está no ar e em que endereço")
    commands.add_parser("remove", help="para o servidor e apaga todos os seus dados")
    commands.add_parser("psql", help="abre o psql no servidor; o que vier depois é dele")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "psql":
        parser.error(f"argumentos desconhecidos: {' '.join(rest)}")

    try:
        return _run(options, rest)
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1


def _run(options: argparse.Namespace, rest: list[str]) -> int:
    data = data_folder(os.environ)
    url = embedded_url(data)
    match options.command:
        case "start":
            started = keep_running(data, PROFILES[options.profile])
            print(f"{'Servidor iniciado' if started else 'O servidor já estava no ar'}: {url}")
        case "stop":
            print("Servidor parado." if stop_now(data) else "O servidor não estava no ar.")
        case "remove":
            remove(data)
            print(f"Banco de dados de {data} apagado.")
        case "status":
            running = is_running(layout_of(data))
            print(f"No ar: {url}" if running else "O servidor não está no ar.")
            return 0 if running else 3
        case "psql":
            beside = find_binaries(os.environ, layout_of(data).account).folder / "psql"
            psql = str(beside) if beside.exists() else shutil.which("psql")
            if psql is None:
                raise PostgresError("O programa psql não foi encontrado.")
            os.execv(psql, [psql, url, *rest])  # noqa: S606 - becoming psql is the point
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
