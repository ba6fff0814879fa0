"""Customers in the universal search: one statement of bounded branches, ranked here.

The branches stand from the surest to the widest and the database stops at the first that fill the page, so that
"maria" never reads every Maria. Records of somebody else's portfolio are found by name or by a whole handle, shown
without contents, and never by a part of a document or telephone: searching must not read what may not be read.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse

from vinculo.customers import queries, spelling
from vinculo.customers.models import Party
from vinculo.customers.permissions import Permission
from vinculo.customers.rules import document_name, shown_document
from vinculo.customers.search_terms import Terms, name_words, terms_of
from vinculo.foundation.access import Actor, Scope
from vinculo.foundation.search import SearchHit, SearchProvider
from vinculo.kernel.brazil import phone as phones
from vinculo.kernel.text import fold

EXACT_HANDLE, EXACT_NAME, BEGINNING, WORDS, MISSPELT = 100, 80, 60, 40, 30
_BY_NAME = ("name", "spelling")
_OWN, _READABLE, _INACTIVE = 6, 3, -15
# As many candidates as usually leave a dozen hits.
_FEWEST = 30

_NAMES = """
    (select id as party_id, 'name' as field, '' as found from customers_party
     where owner_id = %(user)s and name_key like any(%(beginnings_like)s) order by name_key limit 20)
    union all
    (select id, 'name', '' from customers_party
     where owner_id = %(user)s and ' ' || name_key like all(%(words_like)s) limit 20)
    union all
    {beginnings}
    union all
    (select id, 'name', '' from (
        select id, name_vector from customers_party where company_id = %(company)s order by id desc limit 4000
     ) as newest where name_vector @@ vinculo_name_query(%(words)s) limit 60)
    union all
    {words}
"""
# The words of a name typed in full are looked up as they stand; the last one may be unfinished. Only when that finds
# nothing may every word be a beginning: the index then reads every name that any of these beginnings has.
_WHOLE_WORDS = """
    whole as (
        (select id from customers_by_name_words(
            %(company)s, replace(vinculo_name_query(%(words)s)::text, ':*', '')::tsquery, 60) as id)
        union all
        (select id from customers_by_name_words(
            %(company)s, replace(vinculo_name_query(%(finished_words)s)::text, ':*', '')::tsquery, 3000) as id (id)
         where (select name_vector @@ vinculo_name_query(%(words)s) from customers_party party where party.id = id.id)
         limit 60)
    ),
"""
_SEVERAL_WORDS = """
    (select id, 'name', '' from whole)
    union all
    (select id, 'name', '' from customers_by_name_words(%(company)s, vinculo_name_query(%(words)s), 60) as id
     where not exists (select from whole))
"""
_ONE_WORD = """
    (select id, 'name', '' from customers_by_name_words(%(company)s, vinculo_name_query(%(words)s), 60) as id)
"""
# Asked only when nothing was found: the words that are near the typed ones.
_MEANT = """
    (select id as party_id, 'spelling' as field, '' as found
     from customers_by_name_words(%(company)s, %(meant)s::tsquery, 60) as id)
"""
_BEGINNING = """
    (select id, 'name', '' from customers_party
     where company_id = %(company)s and name_key like %(beginning_{position})s order by name_key limit 30)
"""
_WHOLE_DOCUMENT = """
    (select id as party_id, 'document' as field, document as found from customers_party
     where company_id = %(company)s and document = %(document)s limit 5)
"""
_WHOLE_PHONE = """
    (select party_id, 'phone' as field, number as found from customers_phone
     where company_id = %(company)s and digits = any(%(phones)s) limit 20)
"""
_WHOLE_CODE = """
    (select party_id, 'code' as field, system || ' ' || code as found from customers_externalreference
     where company_id = %(company)s and code = any(%(codes)s) limit 10)
"""
_WHOLE_EMAIL = """
    (select party_id, 'email' as field, address as found from customers_email
     where company_id = %(company)s and address = %(whole_email)s limit 10)
"""
# A part of a handle finds only what the actor may read; the number of rows looked at stays bounded.
_PART = """
    (select part.party_id, '{field}' as field, part.found
     from (select {owner} as party_id, {found} as found from {table}
           where company_id = %(company)s and {condition} limit {reach}) as part
     join customers_party party on party.id = part.party_id
     where {readable} limit 20)
"""
_PARTS = {
    "document": ("customers_party", "id", "document", "document like %(document)s || '%%'"),
    "document_pieces": (
        "customers_party",
        "id",
        "document",
        "vinculo_pieces(document) @> vinculo_pieces(%(document)s) and document like '%%' || %(document)s || '%%'",
    ),
    "phone": ("customers_phone", "party_id", "number", "digits like %(phone)s || '%%'"),
    "phone_pieces": (
        "customers_phone",
        "party_id",
        "number",
        "vinculo_pieces(digits) @> vinculo_pieces(%(phone)s) and digits like '%%' || %(phone)s || '%%'",
    ),
    "phone_other_pieces": (
        "customers_phone",
        "party_id",
        "number",
        "vinculo_pieces(digits) @> vinculo_pieces(%(other_phone)s) and digits like '%%' || %(other_phone)s || '%%'",
    ),
    "email": ("customers_email", "party_id", "address", "address like %(email)s || '%%'"),
    "code": ("customers_externalreference", "party_id", "system || ' ' || code", "code like %(code)s || '%%'"),
}
_READABLE_ROWS = {
    Scope.COMPANY: "true",
    Scope.ESTABLISHMENT: "(party.establishment_id = any(%(establishments)s) or party.owner_id = %(user)s)",
    Scope.TEAM: "(party.team_id = any(%(teams)s) or party.owner_id = %(user)s)",
    Scope.OWN: "party.owner_id = %(user)s",
}
_SEARCH = """
    with {whole} found as materialized (select * from ({branches}) as branch limit {page})
    select found.field, found.found, party.id, party.kind, party.stage, party.name, party.trade_name, party.document,
           party.is_active, party.owner_id, party.establishment_id, party.team_id, person.name as owner_name,
           (select municipality.name || '/' || municipality.state_id
            from customers_address address join geography_municipality municipality on municipality.id = municipality_id
            where address.party_id = party.id order by is_main desc, address.id limit 1) as city
    from found
    join customers_party party on party.id = found.party_id
    left join organization_user person on person.id = party.owner_id
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record and the way it was found: `field` is name, spelling, document, phone, email or code; `found` what."""

    field: str
    found: str
    id: int
    kind: str
    stage: str
    name: str
    trade_name: str
    document: str | None
    is_active: bool
    owner_id: int | None
    establishment_id: int
    team_id: int | None
    owner_name: str | None
    city: str | None


def find_parties(actor: Actor, text: str, limit: int) -> list[SearchHit]:
    """The actor's hits for a text typed into the one search, best first; without any, the names nearest to it."""
    terms = terms_of(text)
    is_closed = queries.portfolio_is_closed(actor)
    most = max(limit, _FEWEST)
    best: dict[int, SearchHit] = {}
    for candidate in candidates(actor, terms, most, is_closed=is_closed) or _misspelt(actor, terms, most):
        hit = _hit(actor, candidate, terms, is_closed=is_closed)
        if hit and (candidate.id not in best or hit.score > best[candidate.id].score):
            best[candidate.id] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.title))[:limit]


def candidates(actor: Actor, terms: Terms, most: int, *, is_closed: bool) -> list[Candidate]:
    """At most so many records that some reading of the text finds, in one round trip."""
    branches = _branches(actor, terms, is_closed=is_closed)
    if not branches:
        return []
    whole = _WHOLE_WORDS if _has_several_words(terms) else ""
    return _found(_SEARCH.format(whole=whole, branches=" union all ".join(branches), page=most), _inputs(actor, terms))


def _misspelt(actor: Actor, terms: Terms, most: int) -> list[Candidate]:
    words = spelling.meant(actor.company_id, terms.name_words.split())
    if not words:
        return []
    statement = _SEARCH.format(whole="", branches=_MEANT, page=most)
    return _found(statement, {"company": actor.company_id, "meant": words})


def _found(statement: str, inputs: dict[str, Any]) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(statement, inputs)
        return [Candidate(*row) for row in cursor.fetchall()]


def _branches(actor: Actor, terms: Terms, *, is_closed: bool) -> list[str]:
    """The SQL of each reading, the surest first."""

    def part(key: str) -> str:
        table, owner, found, condition = _PARTS[key]
        readable = _READABLE_ROWS[actor.scope] if is_closed else "true"
        if table == "customers_party" and not actor.may(Permission.SEE_DOCUMENTS):
            condition += " and length(document) = 14"
        return _PART.format(
            field=key.partition("_")[0],
            table=table,
            owner=owner,
            found=found,
            condition=condition,
            readable=readable,
            reach=20 if readable == "true" else 1500,
        )

    whole, parts = [], []
    if terms.document:
        whole.append(_WHOLE_DOCUMENT)
        parts.append(part("document"))
    if terms.phones:
        whole.append(_WHOLE_PHONE)
        parts.append(part("phone"))
    if terms.code:
        whole.append(_WHOLE_CODE)
        parts.append(part("code"))
    if "@" in terms.email:
        whole.append(_WHOLE_EMAIL)
        parts.append(part("email"))
    if terms.name_words:
        beginnings = " union all ".join(_BEGINNING.format(position=n) for n, _ in enumerate(terms.name_beginnings))
        words = _SEVERAL_WORDS if _has_several_words(terms) else _ONE_WORD
        parts.append(_NAMES.format(beginnings=beginnings, words=words))
    if terms.email and "@" not in terms.email:
        parts.append(part("email"))
    if 4 <= len(terms.document) < 14:
        parts.append(part("document_pieces"))
    if terms.phones and len(terms.phones[0]) >= 4:
        parts.append(part("phone_pieces"))
    if len(terms.phones) > 1:
        parts.append(part("phone_other_pieces"))
    return whole + parts


def _inputs(actor: Actor, terms: Terms) -> dict[str, Any]:
    return {
        "company": actor.company_id,
        "user": actor.user_id,
        "establishments": list(actor.establishment_ids),
        "teams": list(actor.team_ids),
        "document": terms.document,
        "phones": list(terms.phones),
        "phone": terms.phones[0] if terms.phones else "",
        "other_phone": terms.phones[-1] if terms.phones else "",
        "whole_email": terms.email,
        "email": _escaped(terms.email),
        "code": _escaped(terms.code),
        "codes": list({terms.code, terms.code.upper(), terms.code.lower()}),
        **_name_inputs(terms),
    }


def _has_several_words(terms: Terms) -> bool:
    return " " in terms.name_words


def _name_inputs(terms: Terms) -> dict[str, Any]:
    beginnings = {f"beginning_{n}": f"{text}%" for n, text in enumerate(terms.name_beginnings)}
    return {
        "words": terms.name_words,
        "finished_words": terms.name_words.rpartition(" ")[0],
        "words_like": [f"% {word}%" for word in terms.name_words.split()],
        "beginnings_like": list(beginnings.values()),
        **beginnings,
    }


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def is_readable(actor: Actor, candidate: Candidate, *, is_closed: bool) -> bool:
    return not is_closed or queries.in_scope(
        actor,
        company_id=actor.company_id,
        establishment_id=candidate.establishment_id,
        team_id=candidate.team_id,
        owner_id=candidate.owner_id,
    )


def _hit(actor: Actor, candidate: Candidate, terms: Terms, *, is_closed: bool) -> SearchHit | None:
    """The candidate as the actor may see it, or None when what matched is not theirs to know."""
    readable = is_readable(actor, candidate, is_closed=is_closed)
    whole = _is_whole_handle(candidate, terms)
    is_hidden_cpf = candidate.field == "document" and len(candidate.found) == 11
    may_see_documents = actor.may(Permission.SEE_DOCUMENTS)
    # A CPF in full is shown to whoever typed it; others open the record, where the reading is noted.
    typed_document = may_see_documents and whole and candidate.field == "document"
    if candidate.field not in _BY_NAME and not whole and (not readable or (is_hidden_cpf and not may_see_documents)):
        return None
    score = EXACT_HANDLE if whole else _score(candidate, terms)
    score += _OWN if candidate.owner_id == actor.user_id else _READABLE if readable else 0
    return SearchHit(
        kind="customer" if candidate.stage == Party.Stage.CUSTOMER else "prospect",
        title=candidate.name,
        subtitle=_subtitle(candidate, readable=readable, documents_in_full=typed_document),
        url=reverse("customers:profile", args=[candidate.id]),
        icon="lock" if not readable else "building" if candidate.kind == Party.Kind.ORGANIZATION else "user",
        score=score if candidate.is_active else score + _INACTIVE,
        matched=_matched(candidate, readable=readable, documents_in_full=typed_document),
        restricted=not readable,
        tone="" if candidate.is_active else "muted",
    )


def _is_whole_handle(candidate: Candidate, terms: Terms) -> bool:
    match candidate.field:
        case "document":
            return candidate.found == terms.document
        case "phone":
            digits = candidate.found.removeprefix("+55").removeprefix("+")
            return len(digits) >= 10 and digits in terms.phones
        case "email":
            return candidate.found == terms.email
        case "code":
            return candidate.found.rpartition(" ")[2].lower() == terms.code.lower()
        case _:
            return False


def _score(candidate: Candidate, terms: Terms) -> int:
    if candidate.field == "spelling":
        return MISSPELT
    if candidate.field != "name":
        return BEGINNING if terms.email and candidate.field == "email" and "@" in terms.email else WORDS
    names = [fold(name) for name in (candidate.name, candidate.trade_name) if name]
    typed = fold(terms.text)
    if typed in names or any(sorted(name_words(name)) == sorted(name_words(typed)) for name in names):
        return EXACT_NAME
    if any(name.startswith(typed) for name in names):
        return BEGINNING
    if any(name.startswith(terms.name_beginnings) for name in names):
        return BEGINNING - 5
    return WORDS


def _subtitle(candidate: Candidate, *, readable: bool, documents_in_full: bool) -> str:
    owner = f"carteira de {candidate.owner_name}" if candidate.owner_name else "sem carteira"
    parts = ["Cliente" if candidate.stage == Party.Stage.CUSTOMER else "Prospect"]
    if readable:
        parts += [candidate.trade_name, shown_document(candidate.document, in_full=documents_in_full)]
    parts += [candidate.city or "", owner, "" if candidate.is_active else "inativo"]
    return " · ".join(part for part in parts if part)


def _matched(candidate: Candidate, *, readable: bool, documents_in_full: bool) -> tuple[str, str] | None:
    match candidate.field:
        case "document":
            text = shown_document(candidate.found, in_full=documents_in_full)
            return document_name(candidate.found), text if readable else ""
        case "phone":
            return "Telefone", phones.mask(candidate.found) if readable else ""
        case "email":
            return "E-mail", candidate.found if readable else ""
        case "code":
            return "Código externo", candidate.found if readable else ""
        case "spelling":
            return "Grafia parecida", ""
        case _:
            return None


PROVIDER = SearchProvider("customers", "Clientes e prospects", Permission.VIEW, find_parties)
