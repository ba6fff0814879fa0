"""Answers of the file and the list of those not to contact, as `customers.actions.record_consent` has them.

A refusal puts the handles of its channel on the list, so that no other record reaches them. An acceptance in a file takes
nothing off it: only the person does. Parameters: `run`, `company`, `channels`, `handles` (what each channel uses), `source`,
`mark` (names the run in the origin of what it lists).
"""
# ruff: noqa: E501, S608  (SQL, put together from the constants of this module only)

from typing import Final

# As `contact_rules.handle_hash` names a handle.
_HASH: Final = "encode(sha256(convert_to(%(company)s || ':' || {handle} || ':' || {value}, 'UTF8')), 'hex')"
_LINE: Final = """case when {number} not like '+55%%' then ltrim({number}, '+')
    when length({number}) = 13 and substr({number}, 6, 1) in ('6', '7', '8', '9')
    then substr({number}, 4, 2) || '9' || substr({number}, 6) else substr({number}, 4) end"""
_ANSWERED: Final = (
    "unnest(staged.consents, %(channels)s::text[], %(handles)s::text[]) as wanted (is_granted, channel, handle)"
)
_BY_PHONE, _BY_EMAIL, _BY_DOCUMENT = (
    _HASH.format(handle="'phone'", value=_LINE.format(number="wanted_phone")),
    _HASH.format(handle="'email'", value="wanted_email"),
    _HASH.format(handle="'document'", value="staged.document"),
)

# The handles that the accepted channels of the file use are hashed once and met with the list: asking the list for each
# row and channel reads it whole every time.
REMARKS: Final = (
    f"""
    with used as materialized (
        select staged.number, staged.party_id, wanted.channel, handle.key_hash
        from staged cross join {_ANSWERED} cross join lateral (
            select {_BY_PHONE} as key_hash from unnest(staged.phones) as wanted_phone where wanted.handle = 'phone'
            union all select {_BY_EMAIL} from unnest(staged.emails) as wanted_email where wanted.handle = 'email'
            union all select {_BY_DOCUMENT} where staged.document is not null
        ) as handle
        where not staged.refused and wanted.is_granted
    ), listed as (
        select distinct used.number, used.party_id, used.channel
        from used join customers_suppression listed on listed.company_id = %(company)s and listed.key_hash = used.key_hash
            and listed.released_at is null and listed.channel in ('', used.channel)
    )
    insert into imports_remark (run_id, row, field, severity, sentence, value)
    select %(run)s, listed.number, 'consent_' || listed.channel, 'warning',
        'Está na lista de não contatar e continua nela: só a própria pessoa se retira, pela ficha.', ''
    from listed where not exists (
        select from customers_consent said
        where said.party_id = listed.party_id and said.channel = listed.channel and not said.is_granted)
    order by listed.number, listed.channel
    """,
)

# The handles of the party as they are once the row is written. One that another origin listed before gets the newer origin,
# so that undoing either import leaves what the other said; rows of one run leave each other's alone.
_LIST: Final = f"""
    with refused as ({{refused}}), listed as (
        select distinct on (key_hash, channel) used.handle, {_HASH.format(handle="used.handle", value="used.line")} as key_hash,
            refused.channel, used.hint, refused.source
        from refused cross join lateral (
            select 'phone' as handle, {_LINE.format(number="phone.number")} as line, '•••' || right(phone.number, 4) as hint
            from customers_phone phone where phone.party_id = refused.party_id
            union all
            select 'email', email.address, left(email.address, 1) || '•••@' || split_part(email.address, '@', 2)
            from customers_email email where email.party_id = refused.party_id
            union all
            select 'document', party.document, '•••' || right(party.document, 4)
            from customers_party party where party.id = refused.party_id and party.document is not null
        ) as used
        where used.handle = refused.handle
        order by key_hash, channel
    )
    insert into customers_suppression (company_id, handle, key_hash, channel, hint, source, since, release_reason)
    select %(company)s, handle, key_hash, channel, left(hint, 60), source, now(), '' from listed order by key_hash, channel
    on conflict (company_id, key_hash, channel) where released_at is null do {{otherwise}}
"""
WRITE: Final = (
    _LIST.format(
        refused=f"""
        select staged.party_id, wanted.channel, wanted.handle,
            left(coalesce(staged.source, %(source)s), 70) || ' ' || %(mark)s as source
        from staged, {_ANSWERED}
        where not staged.refused and staged.changes and not wanted.is_granted""",
        otherwise="""update set source = excluded.source
        where customers_suppression.source not like '%%' || %(mark)s""",
    ),
)
# What the parties in `kept` refuse goes on being listed when the import that listed it is taken back without them.
KEEP: Final = _LIST.format(
    refused="""
        select consent.party_id, consent.channel, wanted.handle, left(consent.source, 100) as source
        from customers_consent consent join unnest(%(channels)s::text[], %(handles)s::text[]) as wanted (channel, handle)
        on wanted.channel = consent.channel
        where consent.party_id = any (%(kept)s) and not consent.is_granted""",
    otherwise="nothing",
)
