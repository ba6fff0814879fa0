-- The ledger of stock. What holds, whoever writes:
--
--   * movements are only added: no update, no delete;
--   * a balance's `on_hand` changes only together with a movement, a balance's `reserved`, a receipt's `committed` and a
--     quota's `used` only together with what holds them: each guard refuses a statement that no trigger of this file made;
--   * the movement gets its number and its balance while it holds the balance's row, so the movements of one balance
--     follow each other in the order of their numbers.

create sequence stock_movement_id_seq as bigint;

create table stock_movement (
    id bigint not null,
    company_id bigint not null,
    establishment_id bigint not null,
    posting_id bigint not null references stock_posting (id),
    kind varchar(10) not null,
    product_id bigint not null references catalogue_product (id),
    warehouse_id bigint not null references stock_warehouse (id),
    unit_id bigint not null references catalogue_unit (id),
    lot_id bigint references stock_lot (id),
    quantity numeric(15, 4) not null constraint movement_moves_something check (quantity <> 0),
    balance_after numeric(15, 4) not null,
    at timestamptz not null,
    primary key (id, at)
) partition by range (at);

create index movement_by_branch on stock_movement (establishment_id, id desc);
create index movement_by_product on stock_movement (product_id, id desc);
create index movement_by_warehouse on stock_movement (warehouse_id, id desc);
create index movement_by_posting on stock_movement (posting_id, id);
create index movement_by_lot on stock_movement (lot_id, id desc) where lot_id is not null;

-- One partition a year; what is older than the first shares one. Made ahead by the migration and by a yearly job.
create table stock_movement_before partition of stock_movement for values from (minvalue) to ('2025-01-01 00:00+00');

create function stock_make_partitions(until integer) returns void language plpgsql as $$
declare
    year integer;
begin
    for year in 2025..until loop
        if to_regclass(format('stock_movement_%s', year)) is null then
            execute format(
                'create table stock_movement_%s partition of stock_movement for values from (%L) to (%L)',
                year, format('%s-01-01 00:00+00', year), format('%s-01-01 00:00+00', year + 1));
        end if;
    end loop;
end
$$;

select stock_make_partitions(2031);

create function stock_post_movement() returns trigger language plpgsql as $$
begin
    select company_id, establishment_id into strict new.company_id, new.establishment_id
    from stock_warehouse where id = new.warehouse_id;
    update stock_balance set on_hand = on_hand + new.quantity
    where product_id = new.product_id and warehouse_id = new.warehouse_id and unit_id = new.unit_id
      and lot_id is not distinct from new.lot_id
    returning on_hand into new.balance_after;
    if not found then
        insert into stock_balance (company_id, establishment_id, product_id, warehouse_id, unit_id, lot_id, on_hand, reserved)
        values (new.company_id, new.establishment_id, new.product_id, new.warehouse_id, new.unit_id, new.lot_id,
                new.quantity, 0)
        on conflict (product_id, warehouse_id, unit_id, lot_id)
        do update set on_hand = stock_balance.on_hand + excluded.on_hand
        returning on_hand into new.balance_after;
    end if;
    new.id := nextval('stock_movement_id_seq');
    return new;
end
$$;

create trigger stock_post before insert on stock_movement for each row execute function stock_post_movement();

create function stock_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'stock movements are never changed: post a reversal' using errcode = 'restrict_violation',
        constraint = 'movements_are_only_added', table = tg_table_name;
end
$$;

create trigger stock_append_only before update or delete on stock_movement
for each row execute function stock_refuse_change();

-- A balance is born empty or of a movement; it is never deleted while something is in it.
create function stock_guard_balance() returns trigger language plpgsql as $$
begin
    if pg_trigger_depth() < 2 then
        raise exception 'balances are what movements and reservations make them' using errcode = 'restrict_violation',
            constraint = 'balance_follows_the_ledger', table = tg_table_name;
    end if;
    return coalesce(new, old);
end
$$;

create trigger stock_guard_insert before insert on stock_balance
for each row when (new.on_hand <> 0 or new.reserved <> 0) execute function stock_guard_balance();
create trigger stock_guard_update before update on stock_balance
for each row when (
    new.on_hand is distinct from old.on_hand or new.reserved is distinct from old.reserved
    or (new.product_id, new.warehouse_id, new.unit_id, new.lot_id)
        is distinct from (old.product_id, old.warehouse_id, old.unit_id, old.lot_id))
execute function stock_guard_balance();
create trigger stock_guard_delete before delete on stock_balance
for each row when (old.on_hand <> 0 or old.reserved <> 0) execute function stock_guard_balance();

create trigger stock_guard_committed before update on stock_scheduledreceipt
for each row when (new.committed is distinct from old.committed) execute function stock_guard_balance();
create trigger stock_guard_used before update on stock_quota
for each row when (new.used is distinct from old.used) execute function stock_guard_balance();

-- What allocations hold is what balances have reserved and receipts have committed.
create function stock_hold() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.held <> 0 then
        update stock_balance set reserved = reserved - old.held where id = old.balance_id;
        update stock_scheduledreceipt set committed = committed - old.held where id = old.receipt_id;
    end if;
    if tg_op <> 'DELETE' and new.held <> 0 then
        update stock_balance set reserved = reserved + new.held where id = new.balance_id;
        update stock_scheduledreceipt set committed = committed + new.held where id = new.receipt_id;
    end if;
    return null;
end
$$;

create trigger stock_hold after insert or update of held, balance_id, receipt_id or delete on stock_allocation
for each row execute function stock_hold();

create function stock_use_quota() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.held <> 0 then
        update stock_quota set used = used - old.held where id = old.quota_id;
    end if;
    if tg_op <> 'DELETE' and new.held <> 0 then
        update stock_quota set used = used + new.held where id = new.quota_id;
    end if;
    return null;
end
$$;

create trigger stock_use_quota after insert or update of held, quota_id or delete on stock_quotause
for each row execute function stock_use_quota();

-- A receipt's `received` is a figure of its own: what came in is in the ledger, under the posting of its arrival.
alter table stock_balance set (fillfactor = 70);
alter table stock_quota set (fillfactor = 70);
