"""A party as a sale sees it: what prices, taxes and dates look at, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class RegisteredBuyer:
    """A party of the company, the records that went into it and the main one of its addresses.

    `uf` and `municipality` (IBGE code, as text) are empty without an address. `tax_status` and `fiscal_category` are
    values of `Complement`, empty when nothing is on record; `is_registered` tells of a state registration of its own
    in its state. `former` are the records that are part of this one now, through however many merges: what knows
    customers by their number, and is never rewritten (a published matrix), knows them by any of these.
    """

    id: int
    name: str
    classification: str
    uf: str
    municipality: str
    tax_status: str
    fiscal_category: str
    is_registered: bool
    former: Sequence[int]


_BUYER = """
    with recursive went (id) as (
        select loser_id from identity_merge where survivor_id = %(party)s and undone_at is null
        union
        select merge.loser_id from identity_merge merge join went on merge.survivor_id = went.id
        where merge.undone_at is null
    )
    select party.id, party.name, party.classification, coalesce(town.state_id, ''), coalesce(town.id::text, ''),
        coalesce(complement.tax_status, ''), coalesce(complement.fiscal_category, ''),
        exists (
            select from customers_stateregistration registration
            where registration.party_id = party.id and registration.state_id = town.state_id
                and not registration.is_substitute
        ),
        array(select id from went order by id)
    from customers_party party
    left join lateral (
        select municipality_id from customers_address where party_id = party.id order by is_main desc, id limit 1
    ) place on true
    left join geography_municipality town on town.id = place.municipality_id
    left join customers_complement complement on complement.party_id = party.id
    where party.id = %(party)s and party.company_id = %(company)s
"""


def registered_buyer(company_id: int, party_id: int) -> RegisteredBuyer | None:
    """None for a party that is not the company's. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_BUYER, {"company": company_id, "party": party_id})
        row = cursor.fetchone()
    return RegisteredBuyer(*row) if row else None
