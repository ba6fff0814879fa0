"""The kept cases as past look-ups of a matrix, so that a draft can be tried on them before it is published."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import Http404

from vinculo.catalogue.permissions import Permission as CataloguePermission
from vinculo.engines.decision import Fact, Table
from vinculo.foundation.access import Actor
from vinculo.kernel.exact import ZERO
from vinculo.matrices.replays import Case, Document, Worth
from vinculo.price_book.kinds import ORDER_MARGIN
from vinculo.quoting import Quote, SaleRequest, Surroundings, compose, surroundings
from vinculo.quoting.deciding import Deciding
from vinculo.simulator.models import SimulatedCase
from vinculo.simulator.permissions import Permission
from vinculo.tax_book.queries import Item, NoBook, sale

_POINTS = frozenset({"MB %", "MC %"})


def cases(actor: Actor, kind_code: str) -> Iterator[Case]:
    """One look-up for each line of each kept case, newest first; nothing for who may not simulate."""
    if not actor.may(Permission.USE):
        return
    private = frozenset() if actor.may(CataloguePermission.SEE_COSTS) else frozenset({"gross_margin"})
    for kept in SimulatedCase.objects.visible_to(actor).order_by("-kept_at", "-pk").iterator():
        request = kept.sale()
        try:
            around = surroundings(actor, request)
        except Http404:
            continue
        quote = compose(request, around)
        value = quote.price.net if kind_code == ORDER_MARGIN.code else quote.banded_value
        for number, facts in _facts(request, around, quote, value):
            yield Case(f"{kept.name}, item {number}", facts, request.on, kept.get_absolute_url(), private)


def documents(actor: Actor, kind_code: str, before: Table, after: Table) -> Iterator[Document]:
    """Each kept case reckoned with a matrix as it is and as it would be, newest first."""
    if not actor.may(Permission.USE):
        return
    with_costs = actor.may(CataloguePermission.SEE_COSTS)
    for kept in SimulatedCase.objects.visible_to(actor).order_by("-kept_at", "-pk").iterator():
        request = kept.sale()
        try:
            around = surroundings(actor, request)
        except Http404:
            continue
        quotes = [compose(request, around.with_table(kind_code, table)) for table in (before, after)]
        old, new = (_worths(quote, with_costs=with_costs) for quote in quotes)
        figures = tuple(Worth(label, value, new[label], is_percent=label in _POINTS) for label, value in old.items())
        yield Document(kept.name, request.on, kept.get_absolute_url(), figures)


def _worths(quote: Quote, *, with_costs: bool) -> dict[str, Decimal | None]:
    """What a sale is worth, by the words of each figure; the margins for whoever may see costs."""
    margins = quote.margins
    found = {
        "Líquido": quote.price.net,
        "Frete": quote.price.freight,
        "Impostos": sum((line.taxes.burden for line in quote.lines if line.taxes), ZERO) if quote.taxes else None,
        "Total": quote.total if quote.taxes else None,
        "Comissão": quote.commission,
    }
    if not with_costs:
        return found
    return found | {
        "Margem (MC)": margins.contribution if margins else None,
        "MB %": margins.gross_percent if margins else None,
        "MC %": margins.contribution_percent if margins else None,
    }


def _facts(
    request: SaleRequest, around: Surroundings, quote: Quote, value: Decimal
) -> Iterator[tuple[int, dict[str, Fact]]]:
    """What each line says to any matrix: the commercial facts, those of the taxes, the `value` of the order (reais)
    that the matrix looks at, and what the quote found."""
    deciding = Deciding(request, around)
    fiscal = _fiscal(request, around, quote)
    for line in quote.lines:
        product = around.product(line.product_id)
        asked = next(each for each in request.lines if each.number == line.number)
        if product is None:
            continue
        margins = line.margins
        yield (
            line.number,
            {
                **deciding.line_facts(asked, product, line.unit),
                **fiscal.get(line.number, {}),
                "order_value": value,
                "weight": quote.weight,
                "discount": max(line.price.given_discount, ZERO),
                "gross_margin": margins.gross_percent if margins else None,
            },
        )


def _fiscal(request: SaleRequest, around: Surroundings, quote: Quote) -> dict[int, dict[str, Fact]]:
    if around.customer is None or not quote.lines:
        return {}
    try:
        booked = sale(
            request.company_id,
            establishment_id=request.establishment_id,
            customer=around.customer,
            nature=request.nature,
            on=request.on,
            items=[
                Item(product_id=line.product_id, quantity=line.quantity, unit_price=line.price.unit_price)
                for line in quote.lines
            ],
            destination=request.destination or None,
            goods=around.goods,
            tables=around.tables,
            stamp=around.stamp,
        )
    except NoBook:
        return {}
    return {line.number: dict(facts) for line, facts in zip(quote.lines, booked.facts, strict=False)}
