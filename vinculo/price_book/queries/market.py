"""Who sells to whom, where: what the choice of prices and rules looks at."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from vinculo.customers.models import Address, Party
from vinculo.engines.decision import Fact
from vinculo.foundation.access import Actor
from vinculo.identity.queries import went_into
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


def market_of(establishment: Establishment, party: Party | None, uf: str = "") -> Market:
    """The market of a party of its company for an establishment that sells to it.

    The buyer is where their main address is; without one, in `uf`, or else in the establishment's state.
    """
    address = None
    if party is not None:
        addresses = Address.objects.filter(party_id=party.pk).order_by("-is_main", "pk")
        address = addresses.values_list("municipality__state_id", "municipality_id").first()
    state, municipality = address or (uf or establishment.municipality.state_id, None)
    return Market(
        company_id=establishment.company_id,
        establishment_id=establishment.pk,
        establishment_code=establishment.code,
        party_id=party.pk if party else None,
        customer_class=party.classification if party else "",
        uf=uf or state,
        municipality=str(municipality or "") if not uf or uf == state else "",
        former=went_into(party.pk) if party else (),
    )


def market_here(actor: Actor, party_id: int | None) -> Market:
    """The market of the actor's establishment, for a party of the company or (None) for anyone. At most 3 queries."""
    places = Establishment.objects.filter(pk=actor.establishment_id)
    code, uf = places.values_list("code", "municipality__state_id").get()
    classification, municipality = "", None
    if party_id is not None:
        addresses = Address.objects.filter(party_id=OuterRef("pk")).order_by("-is_main", "pk")
        rows = Party.objects.filter(company_id=actor.company_id, pk=party_id).values_list(
            "classification",
            Subquery(addresses.values("municipality__state_id")[:1]),
            Subquery(addresses.values("municipality_id")[:1]),
        )
        found = rows.first()
        if found is None:
            party_id = None
        else:
            classification, own, municipality = found
            uf = own or uf
    former = went_into(party_id) if party_id is not None else ()
    town = str(municipality or "")
    return Market(actor.company_id, actor.establishment_id, code, party_id, classification, uf, town, former)
