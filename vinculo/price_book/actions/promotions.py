"""The bands and the customers of a promotion, written with it."""

from collections.abc import Mapping
from typing import Any

from vinculo.price_book.models import Promotion, PromotionBand


def write_promotion_rows(promotion: Promotion, rows: Mapping[str, Any]) -> None:
    """Put `rows["bands"]` (as their fields) and `rows["parties"]` in the place of what the promotion had.

    Inside the transaction that writes the promotion.
    """
    promotion.bands.all().delete()
    PromotionBand.objects.bulk_create(
        PromotionBand(company_id=promotion.company_id, promotion=promotion, **band) for band in rows["bands"]
    )
    promotion.parties.set(rows["parties"])
