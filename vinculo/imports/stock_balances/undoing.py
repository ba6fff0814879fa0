"""Taking back an import of balances: the ledger is never erased, so each of its postings is answered by a reversal."""

from collections.abc import Callable, Sequence
from datetime import datetime

from vinculo.foundation.access import Actor
from vinculo.foundation.reversal import Kept, Reversed
from vinculo.imports.stock_balances.batch import SOURCE
from vinculo.stock.actions.posting import Change, Key, locked_balances, write_posting
from vinculo.stock.inputs import Why
from vinculo.stock.models import Balance, Movement, Posting
from vinculo.stock.permissions import Permission
from vinculo.stock.words import amount


def reverse(actor: Actor, run_id: int, *, redo: bool, now: datetime, report: Callable[[int, int], None]) -> Reversed:
    """Reverse what of each posting is still there; with `redo`, reverse the latest reversals in the same way.

    A balance whose counted stock has meanwhile left or been reserved is kept and named.
    """
    actor.require(Permission.IMPORT)
    wanted = Posting.Kind.REVERSAL if redo else Posting.Kind.IMPORT
    postings = Posting.objects.filter(source=SOURCE.format(run_id), company_id=actor.company_id, kind=wanted)
    pending = list(postings.filter(reversal__isnull=True).order_by("id"))
    taken = 0
    kept: list[Kept] = []
    for done, posting in enumerate(pending):
        report(done, len(pending))
        moved, left = _reverse_one(actor, posting, redo=redo, now=now)
        taken += moved
        kept += left
    return Reversed(taken, kept)


def _reverse_one(actor: Actor, posting: Posting, *, redo: bool, now: datetime) -> tuple[int, Sequence[Kept]]:
    movements = Movement.objects.filter(posting=posting).order_by("id")
    changes = [
        Change((each.product_id, each.warehouse_id, each.unit_id, each.lot_id), -each.quantity) for each in movements
    ]
    balances = locked_balances([change.key for change in changes])
    possible = [change for change in changes if balances[change.key].available + change.quantity >= 0]
    impossible = [change.key for change in changes if balances[change.key].available + change.quantity < 0]
    if possible:
        write_posting(
            actor,
            Posting.Kind.IMPORT if redo else Posting.Kind.REVERSAL,
            possible,
            Why("Importação refeita" if redo else "Importação desfeita", posting.document),
            company_id=posting.company_id,
            establishment_id=posting.establishment_id,
            reverses=posting,
            source=posting.source,
            now=now,
        )
    return len(possible), _kept(balances, impossible)


def _kept(balances: dict[Key, Balance], keys: Sequence[Key]) -> list[Kept]:
    rows = Balance.objects.filter(pk__in=[balances[key].pk for key in keys])
    return [
        Kept(
            "catalogue.product",
            row.product_id,
            f"{row.product.code} em {row.warehouse.name}",
            f"O saldo livre é de só {amount(row.available, row.unit.code)}: o resto já saiu ou está reservado.",
        )
        for row in rows.select_related("product", "warehouse", "unit").order_by("id")
    ]
