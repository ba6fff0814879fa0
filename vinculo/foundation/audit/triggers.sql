-- Records every change of a tracked table, one statement at a time, whoever makes it.
-- Arguments of the trigger: the type of the record the row belongs to, the column that holds that record's id,
-- and the columns that are derived (generated values, versions) and therefore not recorded.
--
-- PL/pgSQL keeps the plans of its statements: a nested loop chosen when one row changed would be run again when a
-- hundred thousand change. With nested loops discouraged, old and new rows always meet in a hash or a merge.
create or replace function audit_record() returns trigger language plpgsql set enable_nestloop = off as $$
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
begin
    -- "offset 0" keeps the planner from converting a row to JSON once for each use of it: imports write a million rows.
    if tg_op = 'INSERT' then
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
