"""One write on a product taken back."""

from vinculo.catalogue import queries
from vinculo.catalogue.actions.breaches import told
from vinculo.catalogue.models import Product
from vinculo.catalogue.refusals import Refused
from vinculo.catalogue.verbs import Verb
from vinculo.foundation import audit
from vinculo.foundation.access import Actor, get_or_404
from vinculo.foundation.reversal import Span, was_touched_since
from vinculo.foundation.reversal.fields import reverse_fields


def take_back(actor: Actor, product: Product, permission: str, span: Span) -> None:
    """Gives back what the span changed of the product. `Refused`, with nothing changed, when somebody changed it since.

    `permission` is what the write itself asked for.
    """
    actor.require(permission)
    get_or_404(queries.products(actor), product.pk)
    with told(), audit.writing(actor, Verb.TAKEN_BACK):
        if was_touched_since(span) or reverse_fields([span]):
            raise Refused("Alguém alterou isto depois: nada foi desfeito. O histórico mostra o que mudou.")
