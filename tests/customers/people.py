"""Parties for the tests, with the fewest inputs."""

from datetime import UTC, datetime

from tests.cast import Cast
from vinculo.customers import actions
from vinculo.customers.models import Address, Email, ExternalReference, Party, Phone
from vinculo.customers.particulars import Particulars, PhoneEntry, Registration
from vinculo.foundation.access import Actor

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
CPF, OTHER_CPF, THIRD_CPF = "52998224725", "11144477735", "12345678909"
CNPJ, LETTERED_CNPJ = "11222333000181", "12ABC34501DE35"


def person(name: str, **more: object) -> Particulars:
    return Particulars(kind="person", name=name, **more)  # type: ignore[arg-type]


def organization(name: str, **more: object) -> Particulars:
    return Particulars(kind="organization", name=name, **more)  # type: ignore[arg-type]


def prospect(actor: Actor, name: str, *phones: str, **more: object) -> Party:
    entries = tuple(PhoneEntry(number, is_main=position == 0) for position, number in enumerate(phones))
    return actions.register_prospect(actor, Registration(person(name, **more), phones=entries), now=NOW)


def customer(actor: Actor, name: str, document: str = CPF) -> Party:
    kind = person if len(document) == 11 else organization
    return actions.register_customer(actor, Registration(kind(name, document=document)), now=NOW)


def reachable(
    cast: Cast, party: Party, *, phone: str = "", email: str = "", code: str = "", city: int | None = None
) -> Party:
    """Adds handles straight to the tables: what is tested is finding them."""
    own = {"company": cast.company, "party": party}
    if phone:
        Phone.objects.create(**own, number=phone, is_main=True)
    if email:
        Email.objects.create(**own, address=email, is_main=True)
    if code:
        ExternalReference.objects.create(**own, system="dms", code=code)
    if city:
        Address.objects.create(**own, street="Rua A", municipality_id=city, is_main=True)
    return party
