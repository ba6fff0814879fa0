"""The classic search by separate fields: every filled one must hold."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from vinculo.customers import queries
from vinculo.customers.models import ExternalReference, Party, Phone
from vinculo.customers.permissions import Permission
from vinculo.customers.rules import shown_document
from vinculo.customers.search_terms import document_part, phone_parts
from vinculo.foundation.access import Actor

_BY_WORDS = "select customers_by_name_words(%s, vinculo_name_query(%s), 500)"
_BY_PHONE_PART = """
    select party_id from customers_phone
    where company_id = %s and vinculo_pieces(digits) @> vinculo_pieces(%s) and digits like '%%' || %s || '%%' limit 500
"""


@dataclass(frozen=True, slots=True)
class SearchFields:
    """What was typed in each field; empty ones do not filter."""

    name: str = ""
    phone: str = ""
    document: str = ""
    organization: str = ""
    code: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.name, self.phone, self.document, self.organization, self.code))


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A line of the result; without contents when it is in somebody else's portfolio."""

    id: int
    name: str
    kind: str
    stage: str
    owner_name: str
    document: str
    phone: str
    city: str
    is_active: bool
    is_restricted: bool


def find_by_fields(actor: Actor, fields: SearchFields, limit: int = 50) -> list[FoundParty]:
    """Records that satisfy every filled field, in the order of names.

    Out of the actor's reach only names and whole documents, telephones and codes find, as in the universal search.
    """
    if fields.is_empty:
        return []
    everyone = Party.objects.filter(company_id=actor.company_id)
    found = {party.pk: party for party in _matching(actor, everyone, fields, parts=False)[:limit]}
    if fields.document or fields.phone or fields.code:
        within = queries.readable_parties(actor)
        found |= {party.pk: party for party in _matching(actor, within, fields, parts=True)[:limit]}
    parties = sorted(found.values(), key=lambda party: (party.name_key, party.pk))[:limit]
    queries.with_reach(parties)
    is_closed = queries.portfolio_is_closed(actor)
    return [_found(actor, party, is_closed=is_closed) for party in parties]


def _matching(actor: Actor, rows: QuerySet[Party], fields: SearchFields, *, parts: bool) -> QuerySet[Party]:
    rows = rows.select_related("owner")
    words = f"{fields.name} {fields.organization}".strip()
    if fields.organization:
        rows = rows.filter(kind=Party.Kind.ORGANIZATION)
    if not (fields.document or fields.phone or fields.code):
        return rows.filter(pk__in=RawSQL(_BY_WORDS, [actor.company_id, words]))  # noqa: S611  (inputs are bound)
    if words:
        rows = rows.filter(name_vector__words=words)
    if fields.document:
        document = document_part(fields.document)
        is_part = parts and actor.may(Permission.SEE_DOCUMENTS)
        rows = rows.filter(Q(document__startswith=document) if is_part else Q(document=document))
    if fields.phone:
        rows = rows.filter(pk__in=_owners_of_phone(actor, phone_parts(fields.phone), parts=parts))
    if fields.code:
        code = Q(code__startswith=fields.code) if parts else Q(code=fields.code)
        codes = ExternalReference.objects.filter(code, company_id=actor.company_id)
        rows = rows.filter(pk__in=codes.values("party_id"))
    return rows


def _owners_of_phone(actor: Actor, numbers: tuple[str, ...], *, parts: bool) -> Any:
    if parts and numbers and len(numbers[0]) >= 4:
        return RawSQL(_BY_PHONE_PART, [actor.company_id, numbers[0], numbers[0]])  # noqa: S611  (inputs are bound)
    whole = [digits for digits in numbers if len(digits) >= 10]
    return Phone.objects.filter(company_id=actor.company_id, digits__in=whole).values("party_id")


def _may_see(actor: Actor) -> bool:
    return actor.may(Permission.SEE_DOCUMENTS)


def _found(actor: Actor, party: Party, *, is_closed: bool) -> FoundParty:
    readable = not is_closed or queries.in_scope(
        actor,
        company_id=party.company_id,
        establishment_id=party.establishment_id,
        team_id=party.team_id,
        owner_id=party.owner_id,
    )
    phone = next((each.number for each in party.phones.all()), "")
    city = next((str(each.municipality) for each in party.addresses.all()), "")
    return FoundParty(
        id=party.pk,
        name=party.name,
        kind=party.kind,
        stage=party.get_stage_display(),
        owner_name=party.owner.name if party.owner else "",
        document=shown_document(party.document, in_full=_may_see(actor)) if readable else "",
        phone=phone if readable else "",
        city=city,
        is_active=party.is_active,
        is_restricted=not readable,
    )
