"""`reconcile_stock`: everything the ledger says, added up again."""

import sys
from typing import Any

from django.core.management import BaseCommand

from vinculo.stock.queries.reconciliation import differences


class Command(BaseCommand):
    help = "Soma de novo movimentos, reservas, recebimentos e cotas, e compara com os saldos. Termina com 1 se diferem."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = differences()
        for each in found:
            self.stdout.write(str(each))
        self.stdout.write(f"{len(found)} diferenças." if found else "Tudo confere: cada saldo é a soma do seu razão.")
        if found:
            sys.exit(1)
