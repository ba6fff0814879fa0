"""`seed_demo`: the demonstration company with its customers and their history."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from vinculo.demo import actions
from vinculo.foundation import clock

_WIDTH = 30
_PAUSE_SECONDS = 0.1


class Command(BaseCommand):
    help = "Cria a empresa de demonstração com clientes, atendimentos e contatos. Recusa-se a criá-la duas vezes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--customers", type=int, default=2_000, help="quantos clientes criar (padrão: 2000)")

    def handle(self, *_args: Any, customers: int, **_options: Any) -> None:
        if customers < 1:
            raise CommandError("O número de clientes deve ser 1 ou mais.")
        if actions.is_seeded():
            raise CommandError("A empresa de demonstração já existe neste banco.")
        actions.seed(customers=customers, now=clock.now(), report=_Bar(self).show)


class _Bar:
    """A progress bar on a terminal; one line per finished stage elsewhere."""

    def __init__(self, command: Command) -> None:
        self._out = command.stdout
        self._shown_at = 0.0

    def show(self, what: str, done: int, total: int) -> None:
        finished = done >= total
        if not finished and (not self._out.isatty() or time.monotonic() - self._shown_at < _PAUSE_SECONDS):
            return
        self._shown_at = time.monotonic()
        filled = _WIDTH * done // total
        bar = "█" * filled + "░" * (_WIDTH - filled)
        start = "\r" if self._out.isatty() else ""
        self._out.write(f"{start}{what:<24} {bar} {100 * done // total:>3} %", ending="\n" if finished else "")
        self._out.flush()
