"""Figures about the catalogue itself: what is missing before a product can be sold, and where products are."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse

from vinculo.catalogue import offers, queries
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.charts import Bar, Range


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the goods in use (services apart) have something. `rule` says what is counted.

    `url` lists those that lack it.
    """

    title: str
    percent: Decimal | None
    missing: int
    rule: str
    url: str
    span: Range


@dataclass(frozen=True, slots=True)
class Picture:
    """The figures of one company on one day; `active` are the products in use."""

    active: int
    blocked: int
    inactive: int
    completeness: list[Completeness]
    by_line: list[Bar]
    by_brand: list[Bar]
    unpriced: int | None


_GOODS_IN_USE = "situacao=active&servico=nao"
# key: (title, what the products that lack it look like, rule, the filter of the list that shows them among the goods in
# use, acceptable and desired %)
_WANTED = {
    "fiscal": (
        "Com dados fiscais",
        Q(ncm=""),
        "produtos em uso com NCM",
        "fiscal=nao",
        90,
        99,
    ),
    "gtin": (
        "Com GTIN declarado",
        Q(gtin=""),
        "produtos em uso com código de barras ou SEM GTIN",
        "gtin=nao",
        60,
        90,
    ),
    "line": (
        "Com linha",
        Q(line__isnull=True),
        "produtos em uso com linha principal",
        "com_linha=nao",
        90,
        100,
    ),
    "weight": (
        "Com peso",
        Q(gross_weight__isnull=True),
        "produtos em uso com peso bruto",
        "peso=nao",
        60,
        90,
    ),
}


def picture(actor: Actor) -> Picture:
    """In three queries, whatever the number of products."""
    rows = queries.products(actor)
    services = Q(type__is_service=True)
    in_use = Q(status="active")
    counts = rows.aggregate(
        active=Count("pk", filter=in_use),
        blocked=Count("pk", filter=Q(status="blocked")),
        inactive=Count("pk", filter=Q(status="inactive")),
        goods=Count("pk", filter=in_use & (Q(type__isnull=True) | ~services)),
        **{
            f"lack_{key}": Count("pk", filter=in_use & lacking & (Q(type__isnull=True) | ~services))
            for key, (_, lacking, *_rest) in _WANTED.items()
        },
    )
    goods: int = counts["goods"]
    listed = reverse("catalogue:list")
    completeness = [
        Completeness(
            title,
            Decimal(100 * (goods - counts[f"lack_{key}"])) / goods if goods else None,
            counts[f"lack_{key}"],
            rule,
            f"{listed}?{where}&{_GOODS_IN_USE}",
            Range(0, 100, acceptable, desired),
        )
        for key, (title, _, rule, where, acceptable, desired) in _WANTED.items()
    ]
    sellable = rows.sellable()
    lines = (
        sellable.values_list("line_id", "line__name").annotate(products=Count("pk")).order_by("-products", "line__name")
    )
    brands = sellable.values_list("brand_id", "brand__name").annotate(products=Count("pk")).order_by("-products")[:12]
    return Picture(
        counts["active"],
        counts["blocked"],
        counts["inactive"],
        completeness,
        [
            Bar(
                name or "Sem linha",
                products,
                f"{listed}?situacao=active&{f'linha={pk}' if pk else 'com_linha=nao'}",
                "" if pk else "warning",
            )
            for pk, name, products in lines[:14]
        ],
        [
            Bar(
                name or "Sem marca",
                products,
                f"{listed}?situacao=active&{f'marca={pk}' if pk else 'com_marca=nao'}",
                "" if pk else "muted",
            )
            for pk, name, products in brands
        ],
        offers.unpriced(actor),
    )
