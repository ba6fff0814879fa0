"""Records that may be the same person: found while somebody types, weighed by `rules`, told in words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from vinculo.customers import queries
from vinculo.customers.models import Email, Party, Phone
from vinculo.customers.rules import Certainty, Evidence, certainty, document_name, resemblance, same_line_numbers
from vinculo.foundation.access import Actor
from vinculo.kernel.brazil import cnpj

# A telephone shared by more records than this (a switchboard) says nothing about any of them.
_MOST_CANDIDATES = 25
_MOST_SHOWN = 6


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


@dataclass(slots=True)
class _Findings:
    """Evidence by record, with the words for it."""

    evidence: dict[int, set[Evidence]] = field(default_factory=dict)
    reasons: dict[int, list[str]] = field(default_factory=dict)

    def add(self, party_id: int, evidence: Evidence, reason: str = "") -> None:
        known = self.evidence.setdefault(party_id, set())
        if evidence not in known:
            known.add(evidence)
            if reason:
                self.reasons.setdefault(party_id, []).append(reason)


def find_lookalikes(actor: Actor, typed: Typed) -> tuple[Lookalike, ...]:
    """The records of the company that resemble what was typed, surest first: six at most, in at most seven queries."""
    findings = _Findings()
    _by_document(actor, typed, findings)
    _by_phone(actor, typed, findings)
    _by_email(actor, typed, findings)
    _by_name_in_city(actor, typed, findings)
    findings.evidence.pop(typed.exclude or 0, None)
    if not findings.evidence:
        return ()
    parties = list(Party.objects.filter(pk__in=findings.evidence).select_related("owner"))
    for party in parties:
        _compare(party, typed, findings)
    readable = set(queries.readable_parties(actor).filter(pk__in=findings.evidence).values_list("pk", flat=True))
    found = (_lookalike(party, findings, is_restricted=party.pk not in readable) for party in parties)
    worth_showing = [each for each in found if each.certainty is not Certainty.NONE]
    worth_showing.sort(key=lambda each: (-each.certainty, -each.points, each.name))
    return tuple(worth_showing[:_MOST_SHOWN])


def _lookalike(party: Party, findings: _Findings, *, is_restricted: bool) -> Lookalike:
    evidence = findings.evidence[party.pk]
    return Lookalike(
        party_id=party.pk,
        name=party.name,
        owner_name=party.owner.name if party.owner else "",
        is_active=party.is_active,
        certainty=certainty(evidence),
        points=resemblance(evidence),
        reasons=tuple(findings.reasons.get(party.pk, ())),
        is_restricted=is_restricted,
    )


def _compare(party: Party, typed: Typed, findings: _Findings) -> None:
    """What only the record itself can tell, for or against."""
    if typed.birth_date and party.birth_date == typed.birth_date:
        findings.add(party.pk, Evidence.BIRTH_DATE, "mesma data de nascimento ou fundação")
    if typed.document and party.document and party.document != typed.document:
        findings.add(party.pk, Evidence.OTHER_DOCUMENT, f"mas com outro {document_name(party.document)}")


def _by_document(actor: Actor, typed: Typed, findings: _Findings) -> None:
    if not typed.document:
        return
    same = Q(document=typed.document)
    if len(typed.document) == cnpj.LENGTH:
        same |= Q(document__startswith=cnpj.root(typed.document))
    rows = Party.objects.filter(same, company_id=actor.company_id).values_list("pk", "document", "is_active")
    name = document_name(typed.document)
    for party_id, document, is_active in rows[:_MOST_CANDIDATES]:
        if document != typed.document:
            findings.add(party_id, Evidence.CNPJ_ROOT, "outro estabelecimento da mesma empresa (mesma raiz de CNPJ)")
        elif is_active:
            findings.add(party_id, Evidence.DOCUMENT, f"mesmo {name}")
        else:
            findings.add(party_id, Evidence.INACTIVE_DOCUMENT, f"mesmo {name}, em cadastro inativo")


def _by_phone(actor: Actor, typed: Typed, findings: _Findings) -> None:
    if not typed.phones:
        return
    lines = {line for digits in typed.phones for line in same_line_numbers(digits)}
    rows = Phone.objects.filter(company_id=actor.company_id, digits__in=lines).values_list("party_id", "digits")
    for party_id, digits in _few(rows[: _MOST_CANDIDATES + 1]):
        reason = "mesmo telefone" if digits in typed.phones else "mesmo telefone, a menos do nono dígito"
        findings.add(party_id, Evidence.PHONE, reason)


def _by_email(actor: Actor, typed: Typed, findings: _Findings) -> None:
    if not typed.emails:
        return
    rows = Email.objects.filter(company_id=actor.company_id, address__in=typed.emails).values_list(
        "party_id", "address"
    )
    for party_id, _ in _few(rows[: _MOST_CANDIDATES + 1]):
        findings.add(party_id, Evidence.EMAIL, "mesmo e-mail")


_SIMILAR_NAMES_IN_CITY = """
    with namesakes as materialized (
        select id from customers_party
        where company_id = %(company)s and name_vector @@ replace(vinculo_sound(%(name)s), ' ', ' & ')::tsquery
        limit 2000
    )
    select address.party_id, municipality.name
    from namesakes
    join customers_address address on address.party_id = namesakes.id and address.municipality_id = any(%(cities)s)
    join geography_municipality municipality on municipality.id = address.municipality_id
    limit %(most)s
"""


def _by_name_in_city(actor: Actor, typed: Typed, findings: _Findings) -> None:
    if len(typed.name.split()) < 2 or not typed.municipality_ids:
        return
    inputs: dict[str, Any] = {
        "company": actor.company_id,
        "name": typed.name,
        "cities": list(typed.municipality_ids),
        "most": _MOST_CANDIDATES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SIMILAR_NAMES_IN_CITY, inputs)
        for party_id, city in cursor.fetchall():
            findings.add(party_id, Evidence.NAME_IN_CITY, f"nome parecido em {city}")


def _few(rows: Collection[tuple[int, str]]) -> Collection[tuple[int, str]]:
    """The rows, or none of them when there are too many to mean anything."""
    found = list(rows)
    return found if len(found) <= _MOST_CANDIDATES else []
