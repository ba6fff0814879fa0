"""What some transactions did to each row, net: staged in a temporary table that lasts until the present one ends."""
# ruff: noqa: S608  (SQL, put together from the constants of this module and names of tables of the product)

from collections.abc import Collection, Sequence
from typing import Final

from django.db.backends.utils import CursorWrapper

from vinculo.foundation.reversal.spans import Span

# Records taken back in one step.
PART_RECORDS: Final = 1_000

_CREATE: Final = """
    drop table if exists pg_temp.reversal_change;
    drop table if exists pg_temp.reversal_net;
    drop table if exists pg_temp.reversal_root;
    create temp table reversal_change (
        id bigint, operation text, table_name text, row_id bigint, root_type text, root_id bigint,
        before jsonb, after jsonb
    ) on commit drop;
"""
_GATHER: Final = """
    insert into reversal_change
    select id, operation, table_name, row_id, root_type, root_id, before, case when operation = 'U' then after end
    from audit_change
    where id > %s and id <= %s and transaction_key = %s and not table_name = any (%s)
"""
# The earliest value of each column is what it was before; the latest what it was left with.
_NET: Final = """
    create temp table reversal_net on commit drop as
    select *, case when action = 'update' then array(select jsonb_object_keys(before) order by 1) end as columns,
        ((dense_rank() over (order by root_type, root_id) - 1) / {part})::integer as part
    from (
        select table_name, row_id,
            (array_agg(root_type order by id desc))[1] as root_type,
            (array_agg(root_id order by id desc))[1] as root_id,
            max(id) as last_id,
            case when (array_agg(operation order by id))[1] = 'I' then
                     case when (array_agg(operation order by id desc))[1] = 'D' then 'none' else 'delete' end
                 when (array_agg(operation order by id desc))[1] = 'D' then 'insert' else 'update' end as action,
            vinculo_overlaid(before order by id desc) as before, vinculo_overlaid(after order by id) as after
        from reversal_change group by table_name, row_id
    ) as net where action <> 'none';
    create index on reversal_net (table_name, action, row_id);
    create index on reversal_net (table_name, action, part);
    create index on reversal_net (root_type, root_id);
    analyze reversal_net;
"""
_ROOTS: Final = """
    create temp table reversal_root on commit drop as
    select root_type, root_id, max(last_id) as last_id, min(part) as part, null::text as why, null::text as who,
        null::timestamptz as at
    from reversal_net group by root_type, root_id;
    create unique index on reversal_root (root_type, root_id);
    create index on reversal_root (part);
    analyze reversal_root;
"""
# Each step looks up rows by key in large tables: whatever the planner believes of tables just made, indexes serve it.
_BY_INDEX: Final = """
    set local enable_hashjoin = off;
    set local enable_mergejoin = off;
    set local enable_seqscan = off;
    set local jit = off;
"""
_AS_USUAL: Final = "set local enable_hashjoin = on; set local enable_mergejoin = on; set local enable_seqscan = on;"


def stage(cursor: CursorWrapper, spans: Sequence[Span], *, without: Collection[str]) -> None:
    """Fill `reversal_net` and `reversal_root`. Tables `without` are left as they are."""
    cursor.execute(_CREATE)
    for span in spans:
        cursor.execute(_GATHER, [span.after, span.last, span.transaction_key, list(without)])
    cursor.execute(_NET.format(part=PART_RECORDS))
    cursor.execute(_ROOTS)
    cursor.execute(_BY_INDEX)


def unstage(cursor: CursorWrapper) -> None:
    """Give the planner its choices back for the rest of the transaction."""
    cursor.execute(_AS_USUAL)


def staged_tables(cursor: CursorWrapper) -> list[tuple[str, str]]:
    """The tables and actions staged: `("customers_party", "delete")`."""
    cursor.execute("select distinct table_name, action from reversal_net order by 1, 2")
    return list(cursor.fetchall())


def lock(cursor: CursorWrapper, table: str) -> None:
    """Nobody changes the staged rows of a table until the transaction ends."""
    cursor.execute(
        f"""select count(*) from (
            select from "{table}" present
            where present.id in (select row_id from reversal_net where table_name = %s and action <> 'insert')
            order by present.id for update) as locked""",
        [table],
    )
