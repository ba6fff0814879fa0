"""What a batch changes: first reduced to what is really new (also in a check), then written.

R-16: valid rows enter, the others are reported. R-17: an address, phone or e-mail that differs from the known ones is
added, never written over them. Cells left empty change nothing; a refusal of a channel stays. Parameters: `run`,
`company`, `establishment`, `team`, `owner`, `author`, `channels`, `legal_basis`, `source`, `zone`, `write`.
"""
# ruff: noqa: E501, S608  (SQL, put together from the constants of this module only)

from typing import Final

# --- What is really new -------------------------------------------------------------------------------------

# A new party has its number from the moment it is known to be one; a check draws none.
MARK_NEW: Final = """
    update staged set is_new = true, changes = true, party_id = case when %(write)s then
        nextval((select pg_get_serial_sequence('customers_party', 'id'))::regclass) end
    where party_id is null and not refused
"""

# The party's columns as the row wants them, only where the row says something.
_WANTED: Final = {
    "kind": "coalesce(staged.kind, party.kind)",
    "name": "coalesce(staged.name, party.name)",
    "trade_name": "coalesce(staged.trade_name, party.trade_name)",
    "document": "coalesce(party.document, staged.document)",
    "is_foreign": "coalesce(staged.is_foreign, party.is_foreign)",
    "foreign_document": "coalesce(staged.foreign_document, party.foreign_document)",
    "birth_date": "coalesce(staged.birth_date, party.birth_date)",
    "classification": "coalesce(staged.classification, party.classification)",
    "is_active": "coalesce(staged.is_active, party.is_active)",
    "establishment_id": "coalesce(staged.establishment_id, party.establishment_id)",
    "team_id": "case when staged.owner_id is null then party.team_id else staged.team_id end",
    "owner_id": "coalesce(staged.owner_id, party.owner_id)",
    "stage": """case when coalesce(party.document, staged.document) is not null or coalesce(staged.is_foreign, party.is_foreign)
        then 'customer' else 'prospect' end""",
}
_CURRENT: Final = ", ".join(f"party.{column}" for column in _WANTED)

# What somebody has refused only they take back: an old list must not undo it.
_REFUSED: Final = """
    insert into imports_remark (run_id, row, field, severity, sentence, value)
    select %(run)s, staged.number, 'consent_' || wanted.channel, 'warning', format(
        'Recusou este canal em %%s; a planilha não desfaz uma recusa.',
        to_char(consent.decided_at at time zone %(zone)s, 'DD/MM/YYYY')), ''
    from staged, unnest(staged.consents, %(channels)s::text[]) as wanted (is_granted, channel), customers_consent consent
    where not staged.refused and not staged.is_new and wanted.is_granted
    and consent.party_id = staged.party_id and consent.channel = wanted.channel and not consent.is_granted
"""

REDUCE: Final = (
    _REFUSED,
    f"""
    update staged set party_changes = true, changes = true from customers_party party
    where party.id = staged.party_id and not staged.is_new and not staged.refused
    and ({_CURRENT}) is distinct from ({", ".join(_WANTED.values())})
    """,
    """
    update staged set municipality_id = null
    where not refused and not is_new and municipality_id is not null and exists (
        select from customers_address address
        where address.party_id = staged.party_id and address.municipality_id = staged.municipality_id
        and (staged.cep is null or address.cep = '' or address.cep = staged.cep)
        and vinculo_fold(address.number) = vinculo_fold(coalesce(staged.house_number, ''))
        and vinculo_fold(address.street) = vinculo_fold(staged.street)
        and vinculo_fold(address.complement) = vinculo_fold(coalesce(staged.complement, '')))
    """,
    """
    update staged set
        phones = array(
            select wanted.number from unnest(staged.phones) with ordinality as wanted (number, position)
            where not exists (select from customers_phone phone
                              where phone.party_id = staged.party_id and phone.number = wanted.number)
            order by wanted.position),
        emails = array(
            select wanted.address from unnest(staged.emails) with ordinality as wanted (address, position)
            where not exists (select from customers_email email
                              where email.party_id = staged.party_id and email.address = wanted.address)
            order by wanted.position),
        code = case when by_code is null then code end,
        note = case when not exists (select from customers_note note
                                     where note.party_id = staged.party_id and note.body = staged.note) then note end,
        consents = array(
            select case when consent.is_granted is null or consent.is_granted and not wanted.is_granted
                then wanted.is_granted end
            from unnest(staged.consents, %(channels)s::text[]) with ordinality as wanted (is_granted, channel, position)
            left join customers_consent consent on consent.party_id = staged.party_id and consent.channel = wanted.channel
            order by wanted.position)
    where not refused and not is_new
    """,
    """
    update staged set changes = true
    where not refused and not is_new and not changes and (
        municipality_id is not null or cardinality(phones) > 0 or cardinality(emails) > 0 or code is not null
        or note is not null or true = any (consents) or false = any (consents))
    """,
)

# --- Writing it -----------------------------------------------------------------------------------------------

INSERT_PARTIES: Final = """
    insert into customers_party (id, company_id, kind, stage, name, trade_name, document, is_foreign, foreign_document,
        birth_date, classification, is_active, establishment_id, team_id, owner_id, created_at, updated_at, version)
    select party_id, %(company)s, coalesce(kind, 'person'),
        case when document is not null or is_foreign then 'customer' else 'prospect' end,
        name, coalesce(trade_name, ''), document, coalesce(is_foreign, false), coalesce(foreign_document, ''), birth_date,
        coalesce(classification, ''), coalesce(is_active, true), coalesce(establishment_id, %(establishment)s),
        case when owner_id is null and establishment_id is null then %(team)s::bigint else team_id end,
        case when owner_id is null and establishment_id is null then %(owner)s::bigint else owner_id end,
        now(), now(), 1
    from staged where is_new and not refused order by number
"""

UPDATE_PARTIES: Final = f"""
    update customers_party party set
        {", ".join(f"{column} = {value}" for column, value in _WANTED.items())},
        updated_at = now(), version = party.version + 1
    from staged where party.id = staged.party_id and staged.party_changes and not staged.refused and not staged.is_new
"""

_WRITTEN: Final = "not refused and changes"
_FIRST: Final = "wanted.position = 1 and (is_new or not exists (select from {table} main where main.party_id = staged.party_id and main.is_main))"

_ANSWERS: Final = f"""
    insert into customers_consent (company_id, party_id, channel, is_granted, source, decided_at, legal_basis)
    select %(company)s, party_id, wanted.channel, wanted.is_granted, coalesce(staged.source, %(source)s), now(),
        coalesce(staged.legal_basis, %(legal_basis)s)
    from staged, unnest(consents, %(channels)s::text[]) as wanted (is_granted, channel)
    where {_WRITTEN} and wanted.is_granted is not null"""

# What is already there was taken out before; a row that somebody else adds meanwhile breaks a rule, and the batch begins again.
INSERT_BELONGINGS: Final = (
    f"""
    insert into customers_address (company_id, party_id, label, street, number, complement, district, cep,
                                   municipality_id, is_main)
    select %(company)s, party_id, '', street, coalesce(house_number, ''), coalesce(complement, ''),
        coalesce(district, ''), coalesce(cep, ''), municipality_id,
        is_new or not exists (select from customers_address main where main.party_id = staged.party_id and main.is_main)
    from staged where {_WRITTEN} and municipality_id is not null
    """,
    f"""
    insert into customers_phone (company_id, party_id, number, label, is_whatsapp, is_main)
    select %(company)s, party_id, wanted.number, '', false, {_FIRST.format(table="customers_phone")}
    from staged, unnest(phones) with ordinality as wanted (number, position) where {_WRITTEN}
    """,
    f"""
    insert into customers_email (company_id, party_id, address, label, is_main)
    select %(company)s, party_id, wanted.address, '', {_FIRST.format(table="customers_email")}
    from staged, unnest(emails) with ordinality as wanted (address, position) where {_WRITTEN}
    """,
    f"""
    insert into customers_externalreference (company_id, party_id, system, code)
    select %(company)s, party_id, system, code from staged where {_WRITTEN} and code is not null
    """,
    f"""
    insert into customers_note (company_id, party_id, author_id, body, created_at)
    select %(company)s, party_id, %(author)s::bigint, note, now() from staged where {_WRITTEN} and note is not null
    """,
    f"""{_ANSWERS} and is_new""",
    f"""{_ANSWERS} and not is_new
    on conflict (party_id, channel) do update
    set is_granted = excluded.is_granted, source = excluded.source, decided_at = excluded.decided_at,
        legal_basis = excluded.legal_basis, policy_id = null
    """,
)
