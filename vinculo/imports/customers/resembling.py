"""New rows that resemble somebody known: said in the check, weighed by the engine that also asks while one types."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.backends.utils import CursorWrapper

from vinculo.customers.lookalikes import profiles_of, reasons_of
from vinculo.customers.models import Party
from vinculo.engines.identity import Certainty, Place, Profile, Sharing, telephone_line, weigh

_MOST_OF_A_HANDLE: Final = 10
_MOST_OF_A_DAY: Final = 500

# Who has the telephone (with or without its ninth digit) or e-mail of a new row, what many have saying nothing; and who
# was born on its day with two words of its name, as they sound: with one, every Silva of that day would be weighed.
_MEETINGS: Final = """
    select staged.number, found.party_id, found.handle
    from staged, lateral (
        select array(
            select distinct word from unnest(string_to_array(vinculo_sound(staged.name), ' ')) as word
            where length(word) > 2) as words
    ) as heard, lateral (
        select coalesce(string_agg(one || ' & ' || other, ' | '), heard.words[1])::tsquery as two_words
        from unnest(heard.words) as one, unnest(heard.words) as other where one < other
    ) as sought, lateral (
        (select phone.party_id, phone.digits as handle from unnest(staged.phones) as number, lateral (
            select regexp_replace(number, '^[+](55)?', '') as digits) as mine
         join customers_phone phone on phone.company_id = %(company)s and phone.digits in (
            mine.digits,
            case when length(mine.digits) = 11 and substr(mine.digits, 3, 1) = '9'
                 then left(mine.digits, 2) || substr(mine.digits, 4) end,
            case when length(mine.digits) = 10 and substr(mine.digits, 3, 1) >= '6'
                 then left(mine.digits, 2) || '9' || substr(mine.digits, 3) end)
         limit %(most)s)
        union all
        (select email.party_id, email.address from unnest(staged.emails) as mine
         join customers_email email on email.company_id = %(company)s and email.address = mine limit %(most)s)
        union all
        (select born.id, '' from (
            select id, name_vector from customers_party party
            where party.birth_date = staged.birth_date and party.company_id = %(company)s limit %(looked)s) as born
         where born.name_vector @@ sought.two_words limit %(most)s)
    ) as found
    where staged.is_new and not staged.refused
"""
_ROWS: Final = """
    select number, coalesce(kind, 'person'), name, trade_name, document, foreign_document, birth_date, phones, emails,
        municipality_id, cep, street, house_number
    from staged where number = any (%s)
"""
_REMARK: Final = """
    insert into imports_remark (run_id, row, field, severity, sentence, value)
    select %s, number, 'name', 'warning', sentence, '' from unnest(%s::integer[], %s::text[]) as told (number, sentence)
"""


def warn_of_lookalikes(cursor: CursorWrapper, parameters: Mapping[str, Any]) -> None:
    """Add a warning to each new row of the batch that probably is a known party."""
    cursor.execute(_MEETINGS, {**parameters, "most": _MOST_OF_A_HANDLE + 1, "looked": _MOST_OF_A_DAY})
    meetings: dict[int, set[int]] = {}
    holders: dict[str, set[int]] = {}
    for number, party_id, handle in cursor.fetchall():
        meetings.setdefault(number, set()).add(party_id)
        holders.setdefault(telephone_line(handle) if handle.isdigit() else handle, set()).add(party_id)
    if not meetings:
        return
    parties = Party.objects.in_bulk({pk for found in meetings.values() for pk in found})
    known = profiles_of(parties)
    sharing = Sharing({handle: len(found) + 1 for handle, found in holders.items()})
    cursor.execute(_ROWS, [list(meetings)])
    numbers, sentences = [], []
    for number, *row in cursor.fetchall():
        mine = _profile(row)
        weighed = [(weigh(mine, known[pk], sharing), pk) for pk in meetings[number] if pk in known]
        if not weighed:
            continue
        best, pk = max(weighed, key=lambda each: (each[0].points, -each[1]))
        if best.certainty >= Certainty.PROBABLE:
            why = ", ".join(reasons_of(best, mine, known[pk]))
            numbers.append(number)
            sentences.append(f"Pode ser o cadastro nº {pk} ({best.points} pontos: {why}). Entrará como novo.")
    if numbers:
        cursor.execute(_REMARK, [parameters["run"], numbers, sentences])


def _profile(row: Sequence[Any]) -> Profile:
    kind, name, trade_name, document, foreign, birth_date, phones, emails, city, cep, street, house = row
    return Profile(
        kind=kind,
        names=tuple(filter(None, (name, trade_name))),
        document=document or "",
        foreign_document=foreign or "",
        birth_date=birth_date,
        lines=frozenset(telephone_line(each.removeprefix("+55").removeprefix("+")) for each in phones or ()),
        emails=frozenset(emails or ()),
        places=(Place(city, cep or "", street or "", house or ""),) if city else (),
    )
