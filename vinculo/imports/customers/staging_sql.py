"""A batch in the staging table: the parties that rows mean, and what stands against them.

Every statement works on the whole batch. Parameters: `run`, `company`.
"""
# ruff: noqa: E501, S608  (SQL, put together from the constants of this module only)

from typing import Final

from vinculo.imports.customers.validation import STAGING

# One table for all the batches of a connection, empty at the beginning of each.
CREATE: Final = f"""
    create temp table if not exists staged (
        number integer, refused boolean, {", ".join(f"{name} {kind}" for name, kind in STAGING)},
        by_document bigint, by_code bigint, party_id bigint,
        is_new boolean not null default false, party_changes boolean not null default false, changes boolean not null default false,
        primary key (number)
    ) on commit delete rows;
    delete from staged;
"""
COLUMNS: Final = ("number", "refused", *(name for name, _ in STAGING))
TYPES: Final = ("integer", "boolean", *(kind for _, kind in STAGING))

# Every step looks up few rows in large indexed tables, and what the planner believes about tables that grow as it plans
# is wrong: only index look-ups, row by row, take the same time in an empty base and in one of millions.
PREPARE: Final = """
    analyze staged (number);
    set local enable_hashjoin = off;
    set local enable_mergejoin = off;
    set local enable_seqscan = off;
"""

_REMARK: Final = (
    "insert into imports_remark (run_id, row, field, severity, sentence, value) select %(run)s, staged.number, "
)

# The active party with the document, or the newest inactive one; the party of the external code. Most rows are new:
# writing only those that mean somebody spares the others a new version.
MATCH: Final = """
    update staged set by_document = found.by_document, by_code = found.by_code,
        party_id = coalesce(found.by_document, found.by_code)
    from (
        select staged.number, (
            select party.id from customers_party party
            where party.company_id = %(company)s and party.document = staged.document
            order by party.is_active desc, party.id desc limit 1) as by_document, (
            select reference.party_id from customers_externalreference reference
            where reference.company_id = %(company)s and reference.code = staged.code and reference.system = staged.system
        ) as by_code
        from staged where document is not null or code is not null
        offset 0
    ) as found
    where staged.number = found.number and coalesce(found.by_document, found.by_code) is not null
"""

# Without document and code: the same name with the same phone, e-mail or foreign document.
_ALIKE: Final = """
    select staged.number, min(party.id) as id, count(*) as parties
    from staged join customers_party party on party.company_id = %(company)s and party.name_key = vinculo_fold(staged.name)
    where staged.document is null and staged.code is null and staged.name is not null and (
        party.foreign_document <> '' and party.foreign_document = staged.foreign_document
        or exists (select from customers_phone phone where phone.party_id = party.id and phone.number = any (staged.phones))
        or exists (select from customers_email email where email.party_id = party.id and email.address = any (staged.emails)))
    group by staged.number
"""
MATCH_ALIKE: Final = (
    f"""{_REMARK} 'name', 'refusal', format('Há %%s cadastros com este nome e contato; informe o CPF/CNPJ ou o código.',
        alike.parties), staged.name from staged join ({_ALIKE}) as alike using (number) where alike.parties > 1""",
    f"update staged set party_id = alike.id from ({_ALIKE}) as alike where alike.number = staged.number and alike.parties = 1",
)

_PARTY: Final = "from staged join customers_party party on party.id = staged.party_id where "
# Whoever was erased is on the list of those not to contact by the hash of their document (`contact_rules.handle_hash`),
# with nothing to recognise it by; while the law keeps them, also in the registry.
_ERASED: Final = (
    f"""{_REMARK} 'document', 'refusal',
        'O titular deste CPF/CNPJ pediu a exclusão dos seus dados: a planilha não os traz de volta.', ''
    from staged where document is not null and exists (
        select from customers_suppression listed
        where listed.company_id = %(company)s and listed.released_at is null and listed.channel = '' and listed.hint = ''
        and listed.key_hash = encode(sha256(convert_to(%(company)s || ':document:' || staged.document, 'UTF8')), 'hex'))""",
    f"""{_REMARK} 'code', 'refusal', format('O cadastro nº %%s é de um titular anonimizado e não recebe dados.', party.id), ''
    {_PARTY} party.anonymized_at is not null and party.document is distinct from staged.document""",
)
CONFLICTS: Final = (
    *_ERASED,
    f"""{_REMARK} 'code', 'refusal', format(
        'O código externo é do cadastro nº %%s, e o CPF/CNPJ é do cadastro nº %%s.', by_code, by_document), staged.code
    from staged where by_code <> by_document""",
    f"""{_REMARK} 'code', 'refusal', format('O código externo é do cadastro nº %%s, que tem outro CPF/CNPJ.', party.id),
        staged.code {_PARTY} by_document is null and by_code is not null and staged.document <> party.document""",
    f"""{_REMARK} 'kind', 'refusal', 'O tipo não combina com o CPF/CNPJ do cadastro existente.', staged.kind
    {_PARTY} staged.document is null and party.document is not null and staged.kind <> party.kind""",
    f"""{_REMARK} 'is_active', 'refusal', 'Há outro cadastro ativo com o mesmo CPF/CNPJ; este não pode ser reativado.', ''
    {_PARTY} staged.is_active and not party.is_active and exists (
        select from customers_party twin where twin.company_id = party.company_id and twin.is_active
        and twin.document = coalesce(staged.document, party.document) and twin.id <> party.id)""",
    f"""{_REMARK} 'is_active', 'warning', format('O cadastro nº %%s está inativo e continua inativo.', party.id), ''
    {_PARTY} staged.is_active is null and not party.is_active""",
)

# Two rows of the file may mean one known party without sharing document or code; rows refused already do not count.
CLAIM_PARTIES: Final = """
    insert into imports_claimedkey (run_id, key, row)
    select %(run)s, 'p:' || party_id, min(number) from staged where party_id is not null and not refused
    group by party_id order by party_id
    on conflict do nothing
"""
SAME_PARTY: Final = f"""{_REMARK} 'name', 'refusal',
        format('É o mesmo cliente da linha %%s (cadastro nº %%s).', staged.first_row, party_id), ''
    from (
        select number, party_id, (select claimed.row from imports_claimedkey claimed
                                  where claimed.run_id = %(run)s and claimed.key = 'p:' || party_id) as first_row
        from staged where party_id is not null and not refused
    ) as staged where staged.first_row <> staged.number"""

# `{visible}` is the query of the parties the author may change.
OUT_OF_REACH: Final = f"""{_REMARK} case when staged.by_document is null then 'code' else 'document' end, 'refusal',
    'Este cliente já existe fora do seu alcance (outra carteira ou outro estabelecimento).', ''
    from staged where party_id is not null and not exists (select from ({{visible}}) as visible where visible.id = staged.party_id)"""

REFUSE: Final = """
    update staged set refused = true where not refused and exists (
        select from imports_remark remark
        where remark.run_id = %(run)s and remark.row = staged.number and remark.severity = 'refusal')
"""

COUNT: Final = """
    select count(*) filter (where is_new and not refused), count(*) filter (where changes and not is_new and not refused),
           count(*) filter (where not changes and not is_new and not refused), count(*) filter (where refused),
           count(*) filter (where not refused and exists (
               select from imports_remark remark
               where remark.run_id = %(run)s and remark.row = staged.number and remark.severity = 'warning'))
    from staged
"""
