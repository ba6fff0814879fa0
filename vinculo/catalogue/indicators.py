"""Figures about the catalogue itself: what is missing before a product can be sold, and where products are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from vinculo.catalogue import offers, queries
from vinculo.catalogue.models import Brand, Line, Product, ProductType
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


_MOST_LINES, _MOST_BRANDS = 14, 12


def picture(actor: Actor) -> Picture:
    """In five queries, whatever the number of products: one reads them all, from an index, in groups."""
    groups: Iterable[Any] = list(
        queries.products(actor)
        .order_by()
        .values("status", "line", "brand", "type")
        .annotate(
            products=Count("pk"),
            **{f"lack_{key}": Count("pk", filter=lacking) for key, (_, lacking, *_rest) in _WANTED.items()},
        )
    )
    kinds = ProductType.objects.filter(company_id=actor.company_id, is_service=True)
    services = set(kinds.values_list("pk", flat=True))
    standing, lines, brands = Counter[str](), Counter[int | None](), Counter[int | None]()
    counts = Counter[str]()
    for group in groups:
        standing[group["status"]] += group["products"]
        if group["status"] != Product.Status.ACTIVE:
            continue
        lines[group["line"]] += group["products"]
        brands[group["brand"]] += group["products"]
        if group["type"] not in services:
            counts["goods"] += group["products"]
            for key in _WANTED:
                counts[f"lack_{key}"] += group[f"lack_{key}"]
    goods = counts["goods"]
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
    return Picture(
        standing[Product.Status.ACTIVE],
        standing[Product.Status.BLOCKED],
        standing[Product.Status.INACTIVE],
        completeness,
        _bars(lines.most_common(_MOST_LINES), Line, "linha", ("Sem linha", "warning")),
        _bars(brands.most_common(_MOST_BRANDS), Brand, "marca", ("Sem marca", "muted")),
        offers.unpriced(actor),
    )


def _bars(
    counted: Sequence[tuple[int | None, int]], table: type[Line] | type[Brand], key: str, nothing: tuple[str, str]
) -> list[Bar]:
    """A bar for each entry of the table, the longest first. `key` is its filter in the list; `nothing` the words and
    the tone of products without one."""
    names = dict(table._default_manager.filter(pk__in=[pk for pk, _ in counted if pk]).values_list("pk", "name"))
    listed = f"{reverse('catalogue:list')}?situacao=active"
    words, tone = nothing
    return [
        Bar(names[pk], number, f"{listed}&{key}={pk}") if pk else Bar(words, number, f"{listed}&com_{key}=nao", tone)
        for pk, number in counted
    ]
