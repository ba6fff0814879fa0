"""The scan in SQL: keys under which records meet, the pairs that meet, the profiles of those pairs.

Temporary tables of the connection; parameters: `company`, `most` (members of the largest block looked into).
"""
# ruff: noqa: E501  (SQL reads better in long lines)

from typing import Final

DROP: Final = "drop table if exists pg_temp.scan_party, pg_temp.scan_key, pg_temp.scan_pair, pg_temp.scan_profile, pg_temp.scan_found"

# Sorting is what the scan spends its time on; it may use the memory of one such step at a time.
PREPARE: Final = (
    "set work_mem = '64MB'; set hash_mem_multiplier = 1; set max_parallel_workers_per_gather = 1; set jit = off"
)
RESET: Final = "reset work_mem; reset hash_mem_multiplier; reset max_parallel_workers_per_gather; reset jit"

# The words of a name as they sound, without particles and legal forms; nothing for a name of those alone.
_WORDS: Final = """
    nullif(array_remove(string_to_array(regexp_replace(regexp_replace(' ' || vinculo_sound({name}) || ' ',
        ' (d[aeo]s?|e|ltda|me|ep|eireli|s ?a) ', '  ', 'g'), ' (d[aeo]s?|e|ltda|me|ep|eireli|s ?a) ', '  ', 'g'), ' '), ''), '{{}}')
"""
PARTIES: Final = f"""
    create temp table scan_party as
    select id, document, birth_date, foreign_document, {_WORDS.format(name="name")} as words,
        case when trade_name <> '' then {_WORDS.format(name="trade_name")} end as trade_words
    from customers_party where company_id = %(company)s and anonymized_at is null
"""  # noqa: S608  (made of the text above alone)
INDEX_PARTIES: Final = "create unique index on scan_party (id); analyze scan_party"

# One number per key: two keys with the same number would only cost one comparison more. With a date of birth and one end
# of the name goes what `engines.identity.words_agree` asks of the other end (its first letter, or its second and third),
# the other words in any order, or the city, without which a name within another is too little: with the end alone pairs would grow by the square.
KEYS: Final = """
    create temp table scan_key as
    with scan_name as (
        select id, birth_date, words, words[1] as first, words[cardinality(words)] as last
        from (select id, birth_date, words from scan_party union all select id, birth_date, trade_words from scan_party) as named
        where birth_date is not null and words is not null)
    select 1::smallint as what, hashtextextended(document, 1) as key, id as party_id from scan_party where document is not null
    union all
    select 2, hashtextextended(vinculo_fold(foreign_document), 2), id from scan_party where foreign_document <> ''
    union all
    select distinct 3::smallint, hashtextextended(case when length(digits) = 11 and substr(digits, 3, 1) = '9'
        then left(digits, 2) || substr(digits, 4) else digits end, 3), party_id
    from customers_phone where company_id = %(company)s
    union all
    select distinct 4::smallint, hashtextextended(address, 4), party_id from customers_email where company_id = %(company)s
    union all
    select 5::smallint, hashtextextended(birth_date || word || '/' || mark, 5), id
    from scan_name, lateral (values (first, left(last, 1)), (first, substr(last, 2, 2)), (last, left(first, 1)), (last, substr(first, 2, 2))) as ends (word, mark)
    union all
    select 5::smallint, hashtextextended(birth_date || array(select unnest(words) order by 1)::text, 5), id from scan_name
    union all
    select 5::smallint, hashtextextended(birth_date || word || '/' || municipality_id, 5), id
    from scan_name join (select distinct party_id, municipality_id from customers_address where company_id = %(company)s) as address on party_id = id,
        lateral (values (first), (last)) as ends (word)
    union all
    select distinct 6::smallint, hashtextextended(array(select unnest(words) order by 1)::text || municipality_id || '/' || folded, 6), party.id
    from scan_party party join (
        select party_id, municipality_id, cep, vinculo_fold(number) as folded from customers_address
        where company_id = %(company)s and number <> '') as address on address.party_id = party.id
    where words is not null and folded not in ('', 's n', 'sn', '0')
    union all
    select distinct 7::smallint, hashtextextended(words[1] || cep || '/' || folded, 7), party.id
    from scan_party party join (
        select party_id, cep, vinculo_fold(number) as folded from customers_address
        where company_id = %(company)s and number <> '' and cep <> '') as address on address.party_id = party.id
    where words is not null and folded not in ('', 's n', 'sn', '0')
"""

# Members of each block, and of those too large to look into only how many there are.
PAIRS: Final = """
    create temp table scan_pair as
    select distinct one as first_id, other as second_id
    from (select array_agg(party_id) as members from scan_key group by what, key having count(*) between 2 and %(most)s) as block,
        unnest(members) as one, unnest(members) as other
    where one < other
"""
TOO_LARGE: Final = """
    select what, count(*), sum(size) from (
        select what, count(*) as size from scan_key group by what, key having count(*) > %(most)s) as block
    group by what order by what
"""
# Telephone lines and e-mails that more than `own` records have.
SHARED: Final = """
    select line, count(distinct party_id) from (
        select party_id, case when length(digits) = 11 and substr(digits, 3, 1) = '9'
            then left(digits, 2) || substr(digits, 4) else digits end as line
        from customers_phone where company_id = %(company)s) as phone
    group by line having count(distinct party_id) > %(own)s
    union all
    select address, count(distinct party_id) from customers_email where company_id = %(company)s
    group by address having count(distinct party_id) > %(own)s
"""

# Texts of one address are kept apart by the character for it (unit separator).
PROFILES: Final = """
    create temp table scan_profile as
    select party.id, party.kind, party.name, party.trade_name, coalesce(party.document, '') as document,
        party.foreign_document, party.birth_date,
        array(select digits from customers_phone phone where phone.party_id = party.id) as digits,
        array(select address from customers_email email where email.party_id = party.id) as emails,
        array(select concat_ws(e'\\x1f', municipality_id, cep, street, number) from customers_address address
              where address.party_id = party.id) as places
    from customers_party party
    where party.id in (select first_id from scan_pair union select second_id from scan_pair)
"""
INDEX_PROFILES: Final = "create unique index on scan_profile (id); analyze scan_profile; analyze scan_pair"

MEETINGS: Final = """
    select one.id, one.kind, one.name, one.trade_name, one.document, one.foreign_document, one.birth_date,
        one.digits, one.emails, one.places,
        other.id, other.kind, other.name, other.trade_name, other.document, other.foreign_document, other.birth_date,
        other.digits, other.emails, other.places
    from scan_pair pair
    join scan_profile one on one.id = pair.first_id
    join scan_profile other on other.id = pair.second_id
    where not exists (select from identity_distinction apart where apart.first_id = pair.first_id and apart.second_id = pair.second_id)
    order by pair.first_id
"""

FOUND: Final = """
    create temp table scan_found (first_id bigint, second_id bigint, kind text, points smallint, evidence jsonb)
"""
FORGET: Final = """
    delete from identity_lookalikepair known where company_id = %(company)s and not exists (
        select from scan_found found where found.first_id = known.first_id and found.second_id = known.second_id)
"""
KEEP: Final = """
    insert into identity_lookalikepair (company_id, first_id, second_id, kind, points, evidence, found_at)
    select %(company)s, first_id, second_id, kind, points, evidence, %(now)s from scan_found
    where exists (select from customers_party one where one.id = first_id)
    and exists (select from customers_party other where other.id = second_id)
    and not exists (select from identity_distinction apart where apart.first_id = scan_found.first_id and apart.second_id = scan_found.second_id)
    order by points, first_id
    on conflict (first_id, second_id) do update set points = excluded.points, evidence = excluded.evidence, kind = excluded.kind
    where (identity_lookalikepair.points, identity_lookalikepair.evidence) is distinct from (excluded.points, excluded.evidence)
"""
