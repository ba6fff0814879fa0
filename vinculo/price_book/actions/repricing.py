"""List prices moved by a percentage for many products at once, and given back, set by set."""
# ruff: noqa: E501, S608  (SQL, put together from the constants of this module only)

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.price_book.models import ListPrice
from vinculo.price_book.permissions import Permission

REPRICED, GIVEN_BACK = "price_book.price.repriced", "price_book.price.repricing_undone"
VERBS = {REPRICED: "Reajustou preços de lista", GIVEN_BACK: "Desfez um reajuste de preços"}

# The price in force on the first day of each table, unit, place and band becomes a new row from that day on; the old one
# stays in the book. A row that already begins on that day takes the new price itself.
_PRESENT = """
        select distinct on (price.product_id, price.table_id, price.unit_id, price.establishment_id, price.state_id,
                price.party_id, price.from_quantity) price.*, list.name as list,
            greatest(round(price.price * %(factor)s, list.places), power(10::numeric, -list.places)) as raised
        from price_book_listprice price join price_book_pricetable list on list.id = price.table_id
        where price.product_id = any(%(products)s) and price.company_id = %(company)s
            and price.valid_from <= %(starts)s and (price.valid_until is null or price.valid_until >= %(starts)s)
            and (%(table)s::bigint is null or price.table_id = %(table)s)
            and (price.party_id is null or price.party_id = any(%(parties)s))
        order by price.product_id, price.table_id, price.unit_id, price.establishment_id, price.state_id,
            price.party_id, price.from_quantity, price.valid_from desc
"""
_REPRICE = f"""
    insert into price_book_listprice (company_id, table_id, product_id, unit_id, establishment_id, state_id, party_id,
        from_quantity, price, valid_from, valid_until)
    select company_id, table_id, product_id, unit_id, establishment_id, state_id, party_id, from_quantity,
        raised, %(starts)s, valid_until
    from ({_PRESENT}) as present
    on conflict (product_id, table_id, unit_id, establishment_id, state_id, party_id, from_quantity, valid_from)
        do update set price = excluded.price
"""
_FORESEE = f"""
    select product.code, present.list, unit.code, party.name, present.from_quantity, present.price, present.raised
    from ({_PRESENT}) as present
    join catalogue_product product on product.id = present.product_id
    join catalogue_unit unit on unit.id = present.unit_id
    left join customers_party party on party.id = present.party_id
    order by product.code, present.list, present.from_quantity, party.name limit %(most)s
"""
# As many products as a preview asks of at once have fewer prices than this.
_SHOWN = 20_000
_SUM_UP = f"""
    select count(*), count(distinct product_id), min(price), max(price), min(raised), max(raised),
        count(*) filter (where raised = price), sum(price), sum(raised)
    from ({_PRESENT}) as present
"""
_REMOVE = """
    delete from price_book_listprice price using audit_change change
    where change.transaction_key = any(%(keys)s) and change.table_name = 'price_book_listprice' and change.operation = 'I'
        and change.actor_id = %(actor)s and change.verb = %(verb)s and change.row_id = price.id and price.company_id = %(company)s
        and not exists (
            select from audit_change later where later.table_name = 'price_book_listprice' and later.row_id = price.id
            and later.operation = 'U' and later.id > change.id)
"""
_RESTORE = """
    update price_book_listprice price set price = (change.before->>'price')::numeric from audit_change change
    where change.transaction_key = any(%(keys)s) and change.table_name = 'price_book_listprice' and change.operation = 'U'
        and change.actor_id = %(actor)s and change.verb = %(verb)s and change.row_id = price.id and price.company_id = %(company)s
        and change.before ? 'price' and price.price = (change.after->>'price')::numeric
"""


@dataclass(frozen=True, slots=True)
class Repricing:
    """New prices from a day on, `percent` points above (or below) those then in force, rounded to the table's places.

    Of one table or (None) of all; the prices of single customers only `with_customers`, of those the actor may read.
    """

    percent: Decimal
    starts: date
    table_id: int | None
    with_customers: bool


def reprice(actor: Actor, product_ids: Collection[int], repricing: Repricing) -> tuple[int, int]:
    """The prices written, and the key of the change, by which `undo_repricing` takes them back."""
    actor.require(Permission.MANAGE)
    inputs = _inputs(actor, product_ids, repricing)
    with audit.writing(actor, REPRICED), connection.cursor() as cursor:
        cursor.execute(_REPRICE, inputs)
        return cursor.rowcount, audit.transaction_key()


@dataclass(frozen=True, slots=True)
class Raised:
    """A price as it is and as it would be, in reais for one of the unit; of a customer's own, or (empty) of all."""

    product: str
    table: str
    unit: str
    party: str
    from_quantity: Decimal
    before: Decimal
    after: Decimal


def foresee(actor: Actor, product_ids: Collection[int], repricing: Repricing) -> list[Raised]:
    """What `reprice` would write, by the statement it writes with."""
    actor.require(Permission.MANAGE)
    inputs = _inputs(actor, product_ids, repricing)
    with connection.cursor() as cursor:
        cursor.execute(_FORESEE, inputs | {"most": _SHOWN})
        return [Raised(code, table, unit, party or "", *more) for code, table, unit, party, *more in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Rise:
    """A repricing as a whole: its prices and products, the lowest and the highest price before and after it (reais), how
    many prices rounding leaves as they are, and the sums of all before and after."""

    prices: int
    products: int
    lowest: Decimal | None
    highest: Decimal | None
    lowest_after: Decimal | None
    highest_after: Decimal | None
    unmoved: int
    sum_before: Decimal | None
    sum_after: Decimal | None


def sum_up(actor: Actor, product_ids: Collection[int], repricing: Repricing) -> Rise:
    """What `reprice` would do to all of these products, in one statement."""
    actor.require(Permission.MANAGE)
    inputs = _inputs(actor, product_ids, repricing)
    with connection.cursor() as cursor:
        cursor.execute(_SUM_UP, inputs)
        return Rise(*cursor.fetchone())


def _inputs(actor: Actor, product_ids: Collection[int], repricing: Repricing) -> dict[str, Any]:
    products = list(product_ids)
    parties: list[int] = []
    if repricing.with_customers:
        own = ListPrice.objects.visible_to(actor).filter(product_id__in=products, party__isnull=False)
        parties = list(own.order_by().values_list("party_id", flat=True).distinct())
    return {
        "factor": 1 + repricing.percent / 100,
        "starts": repricing.starts,
        "products": products,
        "company": actor.company_id,
        "table": repricing.table_id,
        "parties": parties,
    }


def undo_repricing(actor: Actor, keys: Sequence[int]) -> int:
    """Takes the prices of repricings of the actor back, where nobody changed them since; how many."""
    actor.require(Permission.MANAGE)
    inputs: dict[str, Any] = {"keys": list(keys), "company": actor.company_id, "actor": actor.user_id, "verb": REPRICED}
    with audit.writing(actor, GIVEN_BACK), connection.cursor() as cursor:
        cursor.execute(_REMOVE, inputs)
        removed: int = cursor.rowcount
        cursor.execute(_RESTORE, inputs)
        restored: int = cursor.rowcount
    return removed + restored
