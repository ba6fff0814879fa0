"""Who sells to whom, where: what the choice of prices and rules looks at."""

from dataclasses import dataclass

from vinculo.engines.decision import Fact
from vinculo.engines.tax.inputs import ABROAD
from vinculo.foundation.access import Actor
from vinculo.identity.buyers import RegisteredBuyer, registered_buyer
from vinculo.organization.models import Establishment


@dataclass(frozen=True, slots=True)
class Market:
    """One establishment and one buyer: `party_id` None is a buyer nobody registered, in the state `uf`.

    `municipality` is the IBGE code of the delivery, as text; empty when not known. `former` are the records that were
    merged into the buyer: a row of theirs is the buyer's.
    """

    company_id: int
    establishment_id: int
    establishment_code: str
    party_id: int | None
    customer_class: str
    uf: str
    municipality: str = ""
    former: tuple[int, ...] = ()

    @property
    def is_abroad(self) -> bool:
        return self.uf == ABROAD

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts of the matrices about the buyer and the place."""
        codes = tuple(map(str, (self.party_id, *self.former))) if self.party_id else ()
        return {
            "customer": codes if len(codes) > 1 else next(iter(codes), None),
            "customer_class": self.customer_class or None,
            "destination_uf": self.uf or None,
            "municipality": self.municipality or None,
            "establishment": self.establishment_code,
        }


def market_of(establishment: Establishment, buyer: RegisteredBuyer | None, uf: str = "") -> Market:
    """The market of a buyer for an establishment of the same company, with its municipality.

    The buyer is where their main address is; without one, in `uf`, or else in the establishment's state.
    """
    return _market(
        establishment.company_id, establishment.pk, establishment.code, establishment.municipality.state_id, buyer, uf
    )


def market_here(actor: Actor, party_id: int | None) -> Market:
    """The market of the actor's establishment, for a party of the company or (None) for anyone. At most 2 queries."""
    places = Establishment.objects.filter(pk=actor.establishment_id)
    code, own_uf = places.values_list("code", "municipality__state_id").get()
    buyer = registered_buyer(actor.company_id, party_id) if party_id is not None else None
    return _market(actor.company_id, actor.establishment_id, code, own_uf, buyer)


def _market(
    company_id: int, establishment_id: int, code: str, own_uf: str, buyer: RegisteredBuyer | None, uf: str = ""
) -> Market:
    if buyer is None:
        return Market(company_id, establishment_id, code, None, "", uf or own_uf)
    is_at_home = not uf or uf == buyer.uf
    return Market(
        company_id=company_id,
        establishment_id=establishment_id,
        establishment_code=code,
        party_id=buyer.id,
        customer_class=buyer.classification,
        uf=uf or buyer.uf or own_uf,
        municipality=buyer.municipality if is_at_home else "",
        former=tuple(buyer.former),
    )
