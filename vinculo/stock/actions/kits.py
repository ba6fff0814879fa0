"""A kit sold as one line leaves the stock as its components."""

from collections.abc import Mapping

from vinculo.catalogue.models import Product
from vinculo.catalogue.rules import NotDivisible, exploded
from vinculo.stock.actions.reach import Named
from vinculo.stock.inputs import Line
from vinculo.stock.queries.kits import Kit, single_kits
from vinculo.stock.queries.units import NotExact
from vinculo.stock.refusals import StockRefused


def kits_among(company_id: int, known: Named) -> dict[int, Kit]:
    """Those of the named products that are sold as one line. Raises `StockRefused` for one without components."""
    single = [pk for pk, product in known.products.items() if product.kit_mode == Product.KitMode.SINGLE]
    kits = single_kits(company_id, single)
    for pk in single:
        if pk not in kits:
            raise StockRefused(f"{known.products[pk].code}: o kit ainda não tem componentes.", field="product")
    return kits


def components(line: Line, number: int, known: Named, kits: Mapping[int, Kit]) -> list[Line]:
    """What a line takes of stock: the line itself, or the exact quantities of its kit's components, in their stock
    units. Raises `StockRefused` when part of a kit would need part of what is not divided."""
    kit = kits.get(line.product_id)
    if kit is None:
        return [line]
    product = known.products[line.product_id]
    try:
        quantity = known.factors.convert(product.pk, line.quantity, line.unit_id, product.unit_id)
        parts = exploded(quantity or line.quantity, kit.items, kit.places)
    except (NotExact, NotDivisible) as inexact:
        raise StockRefused(
            f"{product.code}: nesta quantidade um componente do kit teria de ser dividido.",
            field="quantity",
            line=number,
        ) from inexact
    return [Line(component, kit.units[component], much) for component, much in parts]


def refuse_kit(product: Product, line: int | None = None) -> None:
    """Raises `StockRefused` for a kit sold as one line, of which no balance is kept."""
    if product.kit_mode == Product.KitMode.SINGLE:
        raise StockRefused(
            f"{product.code} é um kit, e o estoque fica nos componentes: lance cada um deles.",
            field="product",
            line=line,
        )
