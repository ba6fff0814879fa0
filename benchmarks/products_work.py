"""The work that `benchmarks.products` times, in a process of its own on the base of DATABASE_URL; prints JSON."""

import json
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import django

django.setup()

from benchmarks.own_pages import PRODUCTS, page_times  # noqa: E402
from vinculo.catalogue.models import Product  # noqa: E402
from vinculo.catalogue.search import find, find_products  # noqa: E402
from vinculo.customers.models import Party  # noqa: E402
from vinculo.organization.models import User  # noqa: E402
from vinculo.organization.queries import actor_for  # noqa: E402
from vinculo.price_book.actions.repricing import Repricing, reprice, undo_repricing  # noqa: E402

REPRICED = 100_000
_BATCH = 500
_STARTS = date(2031, 1, 1)
TEXTS = (
    "filtro oleo corolla",
    "pastilha freio",
    "FO-1004",
    "fo1004-3",
    "tecfil filtro",
    "correia dentada gol",
    "óleo 5w30",
    "amortecedor dianteiro hilux",
    "bosch bobina",
    "pneu 205/55",
    "lampada h7",
    "filtro",
    "kit",
    "serie 120 filtro",
    "radiador kwid",
)


def main() -> None:
    """Searches in milliseconds, one a key; the rise of prices and its undo in seconds."""
    actor = actor_for(User.objects.get(email="adele@demo.example").pk)
    assert actor is not None
    beginnings = [text[:end] for text in TEXTS for end in range(2, len(text) + 1)]
    for text in beginnings[:20]:
        find_products(actor, text, 12)
    searches = [1000 * _seconds(lambda text=text: find_products(actor, text, 12)) for text in beginnings]  # type: ignore[misc]
    party = Party.objects.filter(company_id=actor.company_id).order_by("pk").values_list("pk", flat=True)[0]
    for text in beginnings[:20]:
        find(actor, text, limit=30, party_id=party)
    offered = [
        1000 * _seconds(lambda text=text: find(actor, text, limit=30, party_id=party))  # type: ignore[misc]
        for text in beginnings
    ]
    pages = page_times(PRODUCTS)
    ids = list(Product.objects.visible_to(actor).order_by("pk").values_list("pk", flat=True)[:REPRICED])
    keys: list[int] = []
    repricing = Repricing(Decimal(3), _STARTS, table_id=None, with_customers=False)

    def raise_all() -> None:
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            keys.append(reprice(actor, batch, repricing)[1])

    raising = _seconds(raise_all)
    undoing = _seconds(lambda: undo_repricing(actor, keys))
    print(
        json.dumps({"searches": searches, "offered": offered, "pages": pages, "raising": raising, "undoing": undoing})
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
