"""What is printed of products: labels with bar codes, and the price list of a customer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from vinculo.catalogue import offers, queries
from vinculo.catalogue.models import NO_GTIN, Product
from vinculo.catalogue.offers import PriceTag
from vinculo.customers.models import Party
from vinculo.foundation.access import Actor
from vinculo.foundation.papers import Block, Column, Heading, Paper, Paragraph, Table
from vinculo.foundation.papers.labels import Label
from vinculo.kernel.figures import unit_price_in_reais
from vinculo.organization.letterhead import letterhead_of

MOST_LISTED = 5_000
_CHUNK = 250


@dataclass(frozen=True, slots=True)
class Wanted:
    """A product and how many labels of it."""

    product: Product
    copies: int


def labels(actor: Actor, wanted: Sequence[Wanted], *, with_price: bool) -> list[Label]:
    """One label after another, repeated as asked; the bar code is the GTIN, or the product's code."""
    tags = offers.prices(actor, [each.product for each in wanted]) if with_price else {}
    return [
        Label(
            title=each.product.description,
            subtitle=" · ".join(filter(None, (each.product.code, str(each.product.brand or "")))),
            digits=each.product.gtin if each.product.gtin not in ("", NO_GTIN) else each.product.code,
            price=unit_price_in_reais(tags[each.product.pk].amount) if each.product.pk in tags else "",
        )
        for each in wanted
        for _ in range(each.copies)
    ]


def price_list(actor: Actor, party: Party | None, line_ids: Sequence[int], *, today: date) -> Paper:
    """Active products with a price for a customer (or for anyone), by line, as a paper. At most `MOST_LISTED`."""
    rows = queries.products(actor).sellable().select_related("unit", "line", "brand")
    if line_ids:
        rows = rows.filter(line_id__in=line_ids)
    products = list(rows.order_by("line__name", "description_key")[:MOST_LISTED])
    priced = [(product, tag) for chunk in _chunks(products) for product, tag in _tagged(actor, chunk, party)]
    blocks: list[Block] = []
    for line, members in groupby(priced, key=lambda pair: str(pair[0].line or "Sem linha")):
        blocks += [Heading(line, 2), _table(list(members))]
    if not blocks:
        blocks.append(Paragraph("Nenhum produto com preço em vigor."))
    blocks.append(Paragraph("Preços unitários, sem frete; sujeitos a alteração sem aviso.", small=True))
    return Paper(
        title="Lista de preços",
        subtitle=party.name if party else "Preços gerais",
        reference=[f"{today:%d/%m/%Y}", f"{len(priced)} produtos"],
        letterhead=letterhead_of(actor.company_id, actor.establishment_id),
        blocks=blocks,
        footer=f"Emitida por {actor.name} em {today:%d/%m/%Y}",
    )


def _table(members: Sequence[tuple[Product, PriceTag]]) -> Table:
    columns = [
        Column("Código", width=0),
        Column("Descrição", width=4),
        Column("Marca", width=1),
        Column("Un", width=0),
        Column("Preço", "end", width=0),
    ]
    rows = [
        [product.code, product.description, str(product.brand or ""), tag.unit, unit_price_in_reais(tag.amount)]
        for product, tag in members
    ]
    return Table(columns, rows)


def _tagged(actor: Actor, products: Sequence[Product], party: Party | None) -> Iterator[tuple[Product, PriceTag]]:
    tags = offers.prices(actor, products, party.pk if party else None)
    return ((product, tags[product.pk]) for product in products if product.pk in tags)


def _chunks(products: Sequence[Product]) -> Iterator[Sequence[Product]]:
    for start in range(0, len(products), _CHUNK):
        yield products[start : start + _CHUNK]
