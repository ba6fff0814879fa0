-- Records every change of a tracked table, one statement at a time, whoever makes it.
-- Arguments of the trigger: the type of the record the row belongs to, the column that holds that record's id,
-- and the columns that are derived (generated values, versions) and therefore not recorded.
--
-- Of rows that enter by the hundred only the act is recorded, one line for each row: what they held then is the row as it is now
-- with its later changes undone, which `audit_inserted` tells. Copying it would cost more than writing the row.
--
-- PL/pgSQL keeps the plans of its statements: a nested loop chosen when one row changed would be run again when a
-- hundred thousand change. With nested loops discouraged, old and new rows always meet in a hash or a merge, also inside a
-- statement of somebody who discourages those (imports and reversals look rows up by index).
create or replace function audit_record() returns trigger language plpgsql
set enable_nestloop = off set enable_hashjoin = on set enable_mergejoin = on as $$
declare
    context jsonb := coalesce(nullif(current_setting('vinculo.audit', true), '')::jsonb, '{}'::jsonb);
    derived text[] := string_to_array(tg_argv[2], ',');
    who text := coalesce(context->>'actor_name', session_user);
    channel text := coalesce(context->>'channel', 'sql');
    actor bigint := (context->>'actor_id')::bigint;
    company bigint := (context->>'company_id')::bigint;
    verb text := coalesce(context->>'verb', '');
    reason text := coalesce(context->>'reason', '');
    address text := coalesce(context->>'address', '');
    request text := coalesce(context->>'request_id', '');
    transaction_id bigint := pg_current_xact_id()::text::bigint;
    most_rows_in_full constant integer := 100;
    in_bulk boolean := false;
    owned_by text := '$3';
begin
    if tg_op = 'INSERT' then
        in_bulk := exists (select from new_rows offset most_rows_in_full);
    end if;
    if in_bulk then
        if exists (select from pg_attribute where attrelid = tg_relid and attname = 'company_id' and not attisdropped) then
            owned_by := 'coalesce(company_id, $3)';
        end if;
        execute format(
            'insert into audit_change (transaction_key, operation, table_name, row_id, root_type, root_id, company_id,
                                       actor_id, actor_name, verb, reason, channel, address, request_id)
             select $1, ''I'', $2, id, $4, %I, %s, $5, $6, $7, $8, $9, $10, $11 from new_rows', tg_argv[1], owned_by)
        using transaction_id, tg_table_name, company, tg_argv[0], actor, who, verb, reason, channel, address, request;
    -- "offset 0" keeps the planner from converting a row to JSON once for each use of it.
    elsif tg_op = 'INSERT' then
        insert into audit_change (transaction_key, operation, table_name, row_id, root_type, root_id, company_id,
                                  actor_id, actor_name, verb, reason, channel, address, request_id, before, after)
        select transaction_id, 'I', tg_table_name, (row_data->>'id')::bigint, tg_argv[0],
               (row_data->>tg_argv[1])::bigint, coalesce((row_data->>'company_id')::bigint, company),
               actor, who, verb, reason, channel, address, request, null, row_data - derived
        from (select to_jsonb(new_row) as row_data from new_rows new_row offset 0) as changed;
    elsif tg_op = 'DELETE' then
        insert into audit_change (transaction_key, operation, table_name, row_id, root_type, root_id, company_id,
                                  actor_id, actor_name, verb, reason, channel, address, request_id, before, after)
        select transaction_id, 'D', tg_table_name, (row_data->>'id')::bigint, tg_argv[0],
               (row_data->>tg_argv[1])::bigint, coalesce((row_data->>'company_id')::bigint, company),
               actor, who, verb, reason, channel, address, request, row_data - derived, null
        from (select to_jsonb(old_row) as row_data from old_rows old_row offset 0) as changed;
    else
        insert into audit_change (transaction_key, operation, table_name, row_id, root_type, root_id, company_id,
                                  actor_id, actor_name, verb, reason, channel, address, request_id, before, after)
        select transaction_id, 'U', tg_table_name, (now_data->>'id')::bigint, tg_argv[0],
               (now_data->>tg_argv[1])::bigint, coalesce((now_data->>'company_id')::bigint, company),
               actor, who, verb, reason, channel, address, request, difference.before, difference.after
        from (
            select to_jsonb(old_row) as was_data, to_jsonb(new_row) as now_data
            from old_rows old_row join new_rows new_row using (id)
            offset 0
        ) as changed
        cross join lateral (
            select jsonb_object_agg(key, was_data->key) as before, jsonb_object_agg(key, value) as after
            from jsonb_each(now_data - derived)
            where was_data->key is distinct from value
        ) as difference
        where difference.after is not null;
    end if;
    return null;
end
$$;

-- What the rows of insertions recorded without their contents held when they were inserted, derived columns left out. The row as
-- it is, or as it was deleted first, with every change since the insertion taken back, the newest first. Nothing is told of a row
-- that vanished while triggers were asleep.
create or replace function audit_inserted(changes bigint[]) returns table (change_id bigint, contents jsonb)
language plpgsql stable as $$
declare
    wanted record;
begin
    for wanted in
        select table_name, array_agg(id) as ids from audit_change
        where id = any (changes) and operation = 'I' and to_regclass(quote_ident(table_name)) is not null group by table_name
    loop
        return query execute format(
            'select inserted.id, (coalesce(gone.before, to_jsonb(present)) || coalesce(undone.columns, ''{}'')) - derived.columns
             from audit_change inserted
             cross join lateral (
                 select coalesce(min(later.id), 9223372036854775807) as id from audit_change later
                 where later.table_name = inserted.table_name and later.row_id = inserted.row_id and later.operation = ''D''
                 and later.id > inserted.id) as deletion
             left join audit_change gone on gone.id = deletion.id
             left join %1$I present on present.id = inserted.row_id and gone.id is null
             cross join lateral (
                 select jsonb_object_agg(key, value order by later.id desc) as columns
                 from audit_change later, jsonb_each(later.before)
                 where later.table_name = inserted.table_name and later.row_id = inserted.row_id and later.operation = ''U''
                 and later.id > inserted.id and later.id < deletion.id) as undone
             cross join lateral (
                 select string_to_array(split_part(encode(trigger.tgargs, ''escape''), ''\000'', 3), '','') as columns
                 from pg_trigger trigger where trigger.tgrelid = %1$L::regclass and trigger.tgname = ''audit_insert'') as derived
             where inserted.id = any ($1) and (gone.id is not null or present.id is not null)', wanted.table_name)
        using wanted.ids;
    end loop;
end
$$;
