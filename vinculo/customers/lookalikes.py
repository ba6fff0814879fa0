"""Records that may be the same person: found while somebody types, weighed by the engine, told in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from vinculo.customers import queries
from vinculo.customers.models import Address, Email, NameWord, Party, Phone
from vinculo.customers.rules import document_name, same_line_numbers
from vinculo.engines.identity import Certainty, Evidence, Finding, Place, Profile, Resemblance, Sharing, weigh
from vinculo.engines.identity import telephone_line as line
from vinculo.foundation.access import Actor
from vinculo.kernel.brazil import cnpj
from vinculo.kernel.text import fold

_MOST_CANDIDATES: Final = 40
# Words of four letters or more are counted (`NameWord`); one in more names than this tells nobody apart.
_SHORTEST_WORD: Final = 4
_MOST_NAMESAKES: Final = 3_000
_MOST_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Typed:
    """What has been typed so far. `phones` are national digits; `exclude` is the record being edited."""

    kind: str = ""
    name: str = ""
    document: str = ""
    birth_date: date | None = None
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    municipality_ids: frozenset[int] = frozenset()
    exclude: int | None = None


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An existing record, how sure the resemblance is, and why. `is_restricted`: it is in somebody else's portfolio."""

    party_id: int
    name: str
    owner_name: str
    is_active: bool
    certainty: Certainty
    points: int
    reasons: tuple[str, ...]
    is_restricted: bool

    @property
    def must_be_answered(self) -> bool:
        return self.certainty is Certainty.PROBABLE


def find_lookalikes(actor: Actor, typed: Typed) -> tuple[Lookalike, ...]:
    """The records of the company that resemble what was typed, surest first: six at most, in seven queries at most."""
    holders = _candidates(actor, typed)
    candidates = {party_id for party_ids in holders.values() for party_id in party_ids} - {typed.exclude}
    if not candidates:
        return ()
    parties = {each.pk: each for each in Party.objects.filter(pk__in=candidates).select_related("owner")}
    profiles = profiles_of(parties)
    readable = set(queries.readable_parties(actor).filter(pk__in=parties).values_list("pk", flat=True))
    mine = _profile(typed)
    sharing = Sharing({handle: len(party_ids) + 1 for handle, party_ids in holders.items()})
    found = [
        _lookalike(party, typed, weigh(mine, profiles[pk], sharing), is_restricted=pk not in readable)
        for pk, party in parties.items()
    ]
    worth_showing = [each for each in found if each.certainty is not Certainty.NONE]
    worth_showing.sort(key=lambda each: (-each.certainty, -each.points, each.name))
    return tuple(worth_showing[:_MOST_SHOWN])


def profiles_of(parties: Mapping[int, Party]) -> dict[int, Profile]:
    """What the engine compares of each record, in three queries."""
    lines: dict[int, set[str]] = {pk: set() for pk in parties}
    emails: dict[int, set[str]] = {pk: set() for pk in parties}
    places: dict[int, list[Place]] = {pk: [] for pk in parties}
    for pk, digits in Phone.objects.filter(party_id__in=parties).values_list("party_id", "digits"):
        lines[pk].add(line(digits))
    for pk, address in Email.objects.filter(party_id__in=parties).values_list("party_id", "address"):
        emails[pk].add(address)
    where = Address.objects.filter(party_id__in=parties)
    for pk, city, cep, street, number in where.values_list("party_id", "municipality_id", "cep", "street", "number"):
        places[pk].append(Place(city, cep, street, number))
    return {
        pk: Profile(
            kind=party.kind,
            names=tuple(filter(None, (party.name, party.trade_name))),
            document=party.document or "",
            foreign_document=party.foreign_document,
            birth_date=party.birth_date,
            lines=frozenset(lines[pk]),
            emails=frozenset(emails[pk]),
            places=tuple(places[pk]),
        )
        for pk, party in parties.items()
    }


def reasons_of(resemblance: Resemblance, one: Profile, other: Profile) -> tuple[str, ...]:
    """Each finding in words, what speaks for it first; documents by their name."""
    return _reasons(resemblance, {document_name(each.document) for each in (one, other) if each.document})


def _reasons(resemblance: Resemblance, names: Collection[str]) -> tuple[str, ...]:
    """With one document for both, another name is no relative's."""
    is_same = any(each.evidence is Evidence.SAME_DOCUMENT for each in resemblance.findings)
    return tuple(
        "mas outro nome" if is_same and each.evidence is Evidence.OTHER_NAME else _said(each, names)
        for each in _ordered(resemblance.findings)
    )


def _ordered(findings: Collection[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: -each.points)


def _said(finding: Finding, names: Collection[str]) -> str:
    words = finding.words.replace("CPF/CNPJ", next(iter(names))) if len(names) == 1 else finding.words
    against = finding.points < 0 or finding.evidence is Evidence.OTHER_NAME
    return f"mas {words}" if against else words


def _profile(typed: Typed) -> Profile:
    return Profile(
        kind=typed.kind,
        names=(typed.name,) if typed.name else (),
        document=typed.document,
        birth_date=typed.birth_date,
        lines=frozenset(line(digits) for digits in typed.phones),
        emails=typed.emails,
        places=tuple(Place(code) for code in typed.municipality_ids),
    )


def _lookalike(party: Party, typed: Typed, resemblance: Resemblance, *, is_restricted: bool) -> Lookalike:
    certainty = resemblance.certainty
    if certainty is Certainty.CERTAIN and not party.is_active:
        certainty = Certainty.PROBABLE  # the document may be given to another while its holder is inactive
    names = {document_name(each) for each in (typed.document, party.document) if each}
    return Lookalike(
        party_id=party.pk,
        name=party.name,
        owner_name=party.owner.name if party.owner else "",
        is_active=party.is_active,
        certainty=certainty,
        points=resemblance.points,
        reasons=_reasons(resemblance, names),
        is_restricted=is_restricted,
    )


# Each branch is bounded: a switchboard, a common name or a date can never make the answer slow. A name is looked for
# where something else may agree: in the same city, or with the same birth date.
_CANDIDATES: Final = """
    (select id, '' as handle from customers_party
     where company_id = %(company)s and document = %(document)s limit %(most)s)
    union all
    (select id, '' from customers_party
     where %(root)s <> '' and company_id = %(company)s and document like %(root)s || '%%' limit %(most)s)
    union all
    (select party_id, digits from customers_phone
     where company_id = %(company)s and digits = any (%(phones)s) limit %(most)s)
    union all
    (select party_id, address from customers_email
     where company_id = %(company)s and address = any (%(emails)s) limit %(most)s)
"""
_BY_NAME_IN_CITY: Final = """
    union all
    (select namesake.id, '' from (
        select id from customers_party where company_id = %(company)s
        and name_vector @@ replace(vinculo_sound(%(name)s), ' ', ' & ')::tsquery limit 2000) as namesake
     where exists (select from customers_address address
                   where address.party_id = namesake.id and address.municipality_id = any (%(cities)s))
     limit %(most)s)
"""
_BY_NAME_AND_BIRTH: Final = """
    union all
    (select id, '' from customers_party where company_id = %(company)s and birth_date = %(birth_date)s
     and name_vector @@ replace(vinculo_sound(%(name)s), ' ', ' | ')::tsquery limit %(most)s)
"""


def _is_telling(company_id: int, name: str) -> bool:
    """Whether one of two words or more is borne by few; a name that everybody has says nothing of a city."""
    words = fold(name).split()
    if len(words) < 2:
        return False
    known = dict(NameWord.objects.filter(company_id=company_id, word__in=words).values_list("word", "names"))
    return any(len(word) >= _SHORTEST_WORD and known.get(word, 0) <= _MOST_NAMESAKES for word in words)


def _candidates(actor: Actor, typed: Typed) -> dict[str, set[int]]:
    """The records worth weighing, by the telephone line or e-mail they were found by ("" for another reason)."""
    statement = _CANDIDATES
    if typed.municipality_ids and _is_telling(actor.company_id, typed.name):
        statement += _BY_NAME_IN_CITY
    if typed.birth_date and any(character.isalpha() for character in typed.name):
        statement += _BY_NAME_AND_BIRTH
    inputs: dict[str, Any] = {
        "company": actor.company_id,
        "document": typed.document or None,
        "root": cnpj.root(typed.document) if len(typed.document) == cnpj.LENGTH else "",
        "phones": [each for digits in typed.phones for each in same_line_numbers(digits)],
        "emails": list(typed.emails),
        "name": typed.name,
        "cities": list(typed.municipality_ids),
        "birth_date": typed.birth_date,
        "most": _MOST_CANDIDATES,
    }
    found: dict[str, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, inputs)
        for party_id, handle in cursor.fetchall():
            found.setdefault(line(handle) if handle.isdigit() else handle, set()).add(party_id)
    return found
