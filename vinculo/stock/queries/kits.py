"""Kits sold as one line: what they are made of, and how many of them the stock of their components makes."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from vinculo.catalogue.models import KitItem, Product


@dataclass(frozen=True, slots=True)
class Kit:
    """`items` are (component, quantity in one kit, in the component's stock unit `units[component]`).

    `places` are the decimal places of each component's unit, `decimals` those of the kit's own.
    """

    decimals: int
    items: tuple[tuple[int, Decimal], ...]
    units: dict[int, int]
    places: dict[int, int]


def single_kits(company_id: int, product_ids: Collection[int]) -> dict[int, Kit]:
    """The kits among the products that are sold as one line and have components. One query, none for no products."""
    if not product_ids:
        return {}
    rows = KitItem.objects.filter(
        company_id=company_id, kit__in=list(product_ids), kit__kit_mode=Product.KitMode.SINGLE
    ).order_by("kit_id", "position", "id")
    by_kit: dict[int, list[KitItem]] = defaultdict(list)
    for row in rows.select_related("kit__unit", "component__unit").only(
        "kit__unit__decimals", "component__unit__decimals", "quantity"
    ):
        by_kit[row.kit_id].append(row)
    return {
        kit: Kit(
            items[0].kit.unit.decimals,
            tuple((item.component_id, item.quantity) for item in items),
            {item.component_id: item.component.unit_id for item in items},
            {item.component_id: item.component.unit.decimals for item in items},
        )
        for kit, items in by_kit.items()
    }
