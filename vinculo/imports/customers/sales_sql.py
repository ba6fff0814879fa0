"""Sales tables in the staging table: reduced to what is not in force already, then written with their validity.

A table that changes ends the day before; what a later day has agreed on stays. Parameters: `company`, `today`.
"""
# ruff: noqa: S608  (SQL, put together from the constants of this module only)

from typing import Final

_SALES: Final = """
    select staged.number, staged.party_id, (wanted->>'table')::bigint as table_id,
        (wanted->>'site')::bigint as site_id, (wanted->>'warehouse')::bigint as warehouse_id, wanted
    from staged, jsonb_array_elements(staged.sections::jsonb->'sales') as wanted
    where not staged.refused
"""
_SAME_PLACE: Final = """
    known.party_id = sale.party_id and known.establishment_id is not distinct from sale.site_id
    and known.warehouse_id is not distinct from sale.warehouse_id
"""
_IN_FORCE: Final = """
    known.valid_from <= %(today)s::date and (known.valid_until is null or known.valid_until >= %(today)s::date)
"""

REDUCE: Final = (
    f"""
    update staged set sections = nullif((case
        when fresh.sales is null then staged.sections::jsonb - 'sales'
        else jsonb_set(staged.sections::jsonb, '{{sales}}', fresh.sales) end)::text, '{{}}')
    from (
        select sale.number, jsonb_agg(sale.wanted) filter (where sale.table_id is distinct from (
            select known.table_id from price_book_salestable known
            where {_SAME_PLACE} and {_IN_FORCE} order by known.valid_from desc limit 1)) as sales
        from ({_SALES} and not staged.is_new) as sale group by sale.number) as fresh
    where staged.number = fresh.number
    """,
)
WRITE: Final = (
    f"""
    update price_book_salestable known set table_id = sale.table_id from ({_SALES}) as sale
    where {_SAME_PLACE} and known.valid_from = %(today)s::date
    """,
    f"""
    update price_book_salestable known set valid_until = %(today)s::date - 1 from ({_SALES}) as sale
    where {_SAME_PLACE} and {_IN_FORCE} and known.valid_from < %(today)s::date
    """,
    f"""
    insert into price_book_salestable
        (company_id, party_id, establishment_id, warehouse_id, table_id, valid_from, valid_until)
    select %(company)s, sale.party_id, sale.site_id, sale.warehouse_id, sale.table_id, %(today)s::date, (
        select min(known.valid_from) - 1 from price_book_salestable known
        where {_SAME_PLACE} and known.valid_from > %(today)s::date)
    from ({_SALES}) as sale
    where not exists (
        select from price_book_salestable known where {_SAME_PLACE} and known.valid_from = %(today)s::date)
    """,
)
