"""The promotions there are, a row for each band and each customer, as the import reads them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from vinculo.foundation.access import Actor
from vinculo.foundation.lists.definition import ExportValue
from vinculo.imports.customer_columns import cells_of
from vinculo.price_book.models import Promotion, PromotionBand

_NOBODY = ("", "", "")
_NO_BAND: tuple[ExportValue, ...] = ("",) * 7


def contents(actor: Actor) -> Iterator[Sequence[ExportValue]]:
    """In the order of `FIELDS`. Customers outside the actor's reach are left out."""
    promotions = list(Promotion.objects.visible_to(actor).select_related("establishment").order_by("code"))
    bands: dict[int, list[PromotionBand]] = defaultdict(list)
    found = PromotionBand.objects.filter(company_id=actor.company_id)
    for band in found.select_related("product", "line", "brand", "unit").order_by("promotion_id", "pk"):
        bands[band.promotion_id].append(band)
    links = Promotion.parties.through.objects.filter(promotion__company_id=actor.company_id).order_by("pk")
    parties: dict[int, list[int]] = defaultdict(list)
    for promotion_id, party_id in links.values_list("promotion_id", "party_id"):
        parties[promotion_id].append(party_id)
    customers = cells_of(actor, [party for each in parties.values() for party in each])
    for promotion in promotions:
        named = [customers[party] for party in parties[promotion.pk] if party in customers]
        for band, customer in zip_longest(bands[promotion.pk], named or [_NOBODY]):
            yield (
                promotion.code,
                promotion.name,
                promotion.valid_from,
                promotion.valid_until,
                promotion.establishment.code if promotion.establishment else "",
                promotion.state_id or "",
                promotion.most,
                "Sim" if promotion.is_cumulative else "Não",
                *_band(band),
                *(customer or _NOBODY),
            )


def _band(band: PromotionBand | None) -> tuple[ExportValue, ...]:
    if band is None:
        return _NO_BAND
    return (
        band.product.code if band.product else "",
        band.line.code if band.line else "",
        band.brand.name if band.brand else "",
        band.unit.code if band.unit else "",
        band.from_quantity,
        band.percent,
        band.price,
    )
