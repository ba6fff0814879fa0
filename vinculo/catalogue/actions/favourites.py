"""Products somebody keeps at hand: their own business, so no permission beyond seeing them, and no audit."""

from vinculo.catalogue.models import FavouriteProduct, Product
from vinculo.foundation.access import Actor


def toggle(actor: Actor, product: Product) -> bool:
    """Marks the product as a favourite of the actor, or no longer; whether it is one now."""
    removed, _ = FavouriteProduct.objects.filter(user_id=actor.user_id, product=product).delete()
    if removed:
        return False
    FavouriteProduct.objects.bulk_create(
        [FavouriteProduct(user_id=actor.user_id, product=product)], ignore_conflicts=True
    )
    return True
