"""Two records of one person, with something of everything hanging on each."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.cast import Cast
from vinculo.customers.models import (
    Address,
    Complement,
    Consent,
    ConsentDecision,
    Email,
    ExternalReference,
    Note,
    Party,
    Phone,
    Relation,
)

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
CPF, OTHER_CPF = "52998224725", "11144477735"
BELONGINGS = (Address, Complement, Consent, ConsentDecision, Email, ExternalReference, Note, Phone, Relation)


def party(cast: Cast, name: str, *, owner: str = "ana", at: str = "head", **fields: Any) -> Party:
    place = getattr(cast, at)
    return Party.objects.create(
        company=cast.company,
        establishment=place,
        team=cast.sales if at == "head" else cast.branch_sales,
        owner=cast.user(owner) if owner else None,
        **{"kind": "person", "stage": "prospect", "created_at": NOW, "updated_at": NOW, "name": name, **fields},
    )


def twins(cast: Cast, **fields: Any) -> tuple[Party, Party]:
    """Maria twice: the first is a customer with a document, the second a newer prospect who says more."""
    one = party(cast, "Maria da Silva", document=CPF, stage="customer", created_at=NOW - timedelta(days=9), **fields)
    two = party(cast, "Maria Silva Souza", trade_name="Mariazinha", birth_date="1980-03-15")
    for each, tail in ((one, "1"), (two, "2")):
        own = {"company": cast.company, "party": each}
        Phone.objects.create(**own, number="+5519987654321", is_main=True)
        Phone.objects.create(**own, number=f"+551932321{tail}00")
        Email.objects.create(**own, address=f"maria{tail}@x.com.br", is_main=True)
        Address.objects.create(**own, street="Rua A", number=tail, municipality=cast.campinas, is_main=True)
        ExternalReference.objects.create(**own, system="dms", code=tail)
        Note.objects.create(**own, body=f"nota {tail}")
        Consent.objects.create(**own, channel="email", is_granted=tail == "1", source="site", decided_at=NOW)
    Complement.objects.create(company=cast.company, party=one, occupation="Médica")
    Complement.objects.create(company=cast.company, party=two, occupation="Doutora", identity_card="123")
    friend = party(cast, "Rui Prado")
    Relation.objects.create(company=cast.company, party=one, other=two, kind="household")
    Relation.objects.create(company=cast.company, party=two, other=friend, kind="spouse")
    return one, two


def snapshot(*parties: Party) -> dict[str, list[dict[str, object]]]:
    """Every row of the registry, without what every writing changes."""
    changing = {"version", "updated_at", "name_vector", "recorded_at"}
    return {
        model._meta.db_table: [
            {name: value for name, value in row.items() if name not in changing}
            for row in model._default_manager.order_by("id").values()
        ]
        for model in (Party, *BELONGINGS)
    }
