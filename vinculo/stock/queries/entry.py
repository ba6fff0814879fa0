"""What a person who enters stock by keyboard or bar code means by a code."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Func, Q, Value

from vinculo.catalogue.models import Product, Unit
from vinculo.foundation.access import Actor
from vinculo.stock.models import Balance, Lot


class Unclear(LookupError):
    """The code means no product, or several; the text is a sentence for the person."""


def product_meant(actor: Actor, text: str) -> Product:
    """The product with this code (however punctuated), GTIN, maker's code or, when one alone has them, these words.

    Raises `Unclear`. Three queries at most.
    """
    text = text.strip()
    if not text:
        raise Unclear("Digite ou leia o código do produto.")
    rows = Product.objects.visible_to(actor).select_related("unit").defer("technical_text", "search_vector")
    key = Func(Value(text), function="catalogue_code_key")
    exact = rows.annotate(typed=key).filter(Q(search_code=F("typed")) | Q(gtin=text) | Q(code__iexact=text))
    found = list(exact[:2]) or list(rows.annotate(typed=key).filter(search_reference=F("typed"))[:2])
    found = found or list(rows.filter(search_vector__words=text)[:2])
    if not found:
        raise Unclear(f"Nenhum produto tem o código “{text[:40]}”.")
    if len(found) > 1:
        same = next((each for each in found if each.code.upper() == text.upper()), None)
        if same is None:
            raise Unclear(f"Há mais de um produto com “{text[:40]}”: digite o código inteiro.")
        return same
    return found[0]


def unit_meant(actor: Actor, product: Product, text: str) -> Unit:
    """The unit of this code, the product's stock unit when nothing is typed. Raises `Unclear`."""
    text = text.strip().upper()
    if not text or text == product.unit.code:
        return product.unit
    unit = Unit.objects.filter(company_id=actor.company_id, code=text, is_active=True).first()
    if unit is None:
        raise Unclear(f"A unidade “{text[:10]}” não existe.")
    return unit


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """A line of the grid as the person entered it; the lot by its number, with the dates of a new one."""

    product_id: int
    unit_id: int
    quantity: Decimal
    lot_number: str = ""
    manufactured_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class ShownLine:
    """An entered line with the names the grid shows; `on_hand` and `free` are what the warehouse has of it now."""

    line: EnteredLine
    product: Product
    unit: Unit
    on_hand: Decimal | None
    free: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What a count of this line would add (negative: take)."""
        return None if self.on_hand is None else self.line.quantity - self.on_hand


def shown_lines(actor: Actor, lines: list[EnteredLine], warehouse_id: int | None) -> list[ShownLine]:
    """The lines with their names, those of foreign products left out. Three queries, whatever their number."""
    ids = {line.product_id for line in lines}
    products = Product.objects.visible_to(actor).defer("technical_text", "search_vector").in_bulk(ids)
    units = Unit.objects.filter(company_id=actor.company_id).in_bulk({line.unit_id for line in lines})
    there: dict[tuple[int, int, str], Balance] = {}
    if warehouse_id is not None:
        balances = Balance.objects.visible_to(actor).filter(warehouse_id=warehouse_id, product_id__in=ids)
        for balance in balances.select_related("lot"):
            number = balance.lot.number if balance.lot else ""
            there[balance.product_id, balance.unit_id, number] = balance
    shown = []
    for line in lines:
        if line.product_id not in products or line.unit_id not in units:
            continue
        balance_there = there.get((line.product_id, line.unit_id, line.lot_number))
        known = warehouse_id is not None
        shown.append(
            ShownLine(
                line,
                products[line.product_id],
                units[line.unit_id],
                (balance_there.on_hand if balance_there else Decimal(0)) if known else None,
                (balance_there.available if balance_there else Decimal(0)) if known else None,
            )
        )
    return shown


def lots_named(actor: Actor, lines: list[EnteredLine]) -> dict[tuple[int, str], Lot]:
    """The known lots among the lines, by product and number. One query."""
    numbered = {(line.product_id, line.lot_number) for line in lines if line.lot_number}
    rows = Lot.objects.filter(
        company_id=actor.company_id,
        product_id__in={product for product, _ in numbered},
        number__in={number for _, number in numbered},
    )
    return {(row.product_id, row.number): row for row in rows}
