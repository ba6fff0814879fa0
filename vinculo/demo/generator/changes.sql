-- What happened to the records since they were made, as the audit would have kept it, for the parties between two ids: who
-- registered each and when, who kept it before, what was corrected. What each change says agrees with the record as it is.
-- Parameters: first, last, now, desk (who works for those without owner), manager, reasons.

create temp table told on commit drop as
select party.id as party_id, party.company_id, party.stage, party.created_at, party.establishment_id, party.owner_id, party.team_id,
    party.document, coalesce(party.owner_id, %(desk)s) as keeper_id, former.user_id as former_id, %(now)s - party.created_at as age
from customers_party party
left join lateral (
    select member.user_id from organization_membership member
    where pg_temp.pick(party.id, 213, 100) < 28
    and member.establishment_id = party.establishment_id and member.team_id = party.team_id and member.user_id <> party.owner_id
    order by hashint8extended(member.user_id, party.id) limit 1) as former on true
where party.id between %(first)s and %(last)s;
create index on told (party_id);
analyze told;

-- When in the life of a record: a working hour so many hundredths into it, never of a weekend.
create or replace function pg_temp.within(created timestamptz, age interval, hundredths int, row_key bigint)
returns timestamptz language sql stable as $$
    select pg_temp.at_work(moment + case extract(isodow from moment) when 6 then interval '2 days' when 7 then interval '1 day' else interval '0' end, row_key)
    from (select created + age * hundredths / 100.0 as moment) as drawn
$$;

create temp table happened (
    at timestamptz, act int, operation text, table_name text, row_id bigint, party_id bigint, actor_id bigint, verb text,
    reason text default '', before jsonb, after jsonb
) on commit drop;

-- Registered, with what was known on the first day. Some were prospects for a while.
insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb)
select told.created_at, 0, 'I', made.table_name, made.id, told.party_id,
    case when pg_temp.pick(told.party_id, 201, 3) = 0 then %(desk)s else coalesce(told.former_id, told.keeper_id) end,
    case when told.stage = 'prospect' or pg_temp.pick(told.party_id, 202, 100) < 30
        then 'customers.party.prospect_registered' else 'customers.party.customer_registered' end
from told join (
    select 'customers_party' as table_name, id, id as party_id from customers_party where id between %(first)s and %(last)s
    union all select 'customers_address', id, party_id from customers_address where party_id between %(first)s and %(last)s
    union all select 'customers_phone', id, party_id from customers_phone where party_id between %(first)s and %(last)s
    union all select 'customers_email', id, party_id from customers_email where party_id between %(first)s and %(last)s
    union all select 'customers_externalreference', id, party_id from customers_externalreference where party_id between %(first)s and %(last)s
    union all select 'customers_consent', id, party_id from customers_consent where party_id between %(first)s and %(last)s
    union all select 'customers_consentdecision', id, party_id from customers_consentdecision where party_id between %(first)s and %(last)s
) as made using (party_id);

insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb, before, after)
select pg_temp.within(created_at, age, 3 + pg_temp.pick(party_id, 203, 15), party_id), 1, 'U', 'customers_party', party_id, party_id,
    coalesce(former_id, keeper_id), 'customers.party.promoted', '{"stage": "prospect", "document": null}',
    jsonb_build_object('stage', 'customer', 'document', document)
from told where stage = 'customer' and pg_temp.pick(party_id, 202, 100) < 30;

-- The complete record, filled in little by little.
insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb)
select pg_temp.within(told.created_at, told.age, 20 + made.act * 2, told.party_id), made.act, 'I', made.table_name, made.id,
    told.party_id, coalesce(told.former_id, told.keeper_id), made.verb
from told join (
    select 2 as act, 'customers_complement' as table_name, id, party_id, 'customers.complement.edited' as verb from customers_complement
    union all select 3, 'customers_partyrole', id, party_id, 'customers.roles.changed' from customers_partyrole
    union all select 4, 'customers_asset', id, party_id, 'customers.asset.added' from customers_asset
    union all select 5, 'customers_personalreference', id, party_id, 'customers.personal_reference.added' from customers_personalreference
    union all select 6, 'customers_bankreference', id, party_id, 'customers.bank_reference.added' from customers_bankreference
    union all select 7, 'customers_creditcard', id, party_id, 'customers.card.added' from customers_creditcard
    union all select 8, 'customers_contactperson', id, party_id, 'customers.contact_person.added' from customers_contactperson
    union all select 9, 'customers_partycustomvalue', id, party_id, 'customers.custom_values.edited' from customers_partycustomvalue
    union all select 10, 'customers_relation', id, party_id, 'customers.relation.added' from customers_relation
) as made using (party_id);

-- The portfolio they came from.
insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb, reason, before, after)
select pg_temp.within(created_at, age, 45 + pg_temp.pick(party_id, 211, 20), party_id), 11, 'U', 'customers_party', party_id, party_id,
    %(manager)s, 'customers.party.owner_changed',
    (%(reasons)s::text[])[1 + pg_temp.pick(party_id, 212, array_length(%(reasons)s::text[], 1))],
    jsonb_build_object('owner_id', former_id), jsonb_build_object('owner_id', owner_id)
from told where former_id is not null;

-- Corrections: the class, the telephone, the house, what they may buy in a year, an e-mail that no longer is.
insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb, reason, before, after)
select pg_temp.within(told.created_at, told.age, 66 + pg_temp.pick(told.party_id, 221, 6), told.party_id), 12, 'U', 'customers_party', party.id, party.id,
    told.keeper_id, 'customers.party.edited', '', jsonb_build_object('classification', chr(ascii(party.classification) + 1)),
    jsonb_build_object('classification', party.classification)
from told join customers_party party on party.id = told.party_id
where party.classification in ('A', 'B') and pg_temp.pick(party.id, 222, 100) < 35;

insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb, reason, before, after)
select pg_temp.within(told.created_at, told.age, 72 + pg_temp.pick(told.party_id, 223, 6), told.party_id), 13, 'U', 'customers_phone', phone.id, told.party_id,
    told.keeper_id, 'customers.phone.edited', '',
    jsonb_build_object('number', left(phone.number, 6) || lpad(pg_temp.pick(phone.id, 224, 99999989)::text, length(phone.number) - 6, '7')),
    jsonb_build_object('number', phone.number)
from told join customers_phone phone on phone.party_id = told.party_id and phone.is_main and phone.number like '+55__9%%'
where pg_temp.pick(told.party_id, 225, 100) < 25;

insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb, reason, before, after)
select pg_temp.within(told.created_at, told.age, 78 + pg_temp.pick(told.party_id, 231, 6), told.party_id), 14, 'U', 'customers_address', home.id, told.party_id,
    told.keeper_id, 'customers.address.edited', '',
    jsonb_build_object('street', other.street, 'number', other.number, 'complement', other.complement, 'district', other.district),
    jsonb_build_object('street', home.street, 'number', home.number, 'complement', home.complement, 'district', home.district)
from told join customers_address home on home.party_id = told.party_id and home.is_main
join customers_address other on other.party_id = told.party_id + 1 and other.is_main and other.street <> home.street
    and other.number <> home.number and other.complement <> home.complement and other.district <> home.district
where pg_temp.pick(told.party_id, 232, 100) < 30;

insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb, reason, before, after)
select pg_temp.within(told.created_at, told.age, 84 + pg_temp.pick(told.party_id, 233, 5), told.party_id), 15, 'U', 'customers_complement', complement.id, told.party_id,
    told.keeper_id, 'customers.complement.edited', '',
    jsonb_build_object('potential', round(complement.potential / 2, 2)), jsonb_build_object('potential', complement.potential)
from told join customers_complement complement on complement.party_id = told.party_id and complement.potential > 0
where pg_temp.pick(told.party_id, 234, 100) < 30;

insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb, reason, before)
select pg_temp.within(told.created_at, told.age, 89 + pg_temp.pick(told.party_id, 235, 5), told.party_id), 16, 'D', 'customers_email', gone.id, told.party_id,
    told.keeper_id, 'customers.email.removed', '',
    to_jsonb(email) - array['digits'] || jsonb_build_object('id', gone.id, 'is_main', false, 'label', 'Antigo', 'address', 'antigo.' || email.address)
from told join customers_email email on email.party_id = told.party_id and email.is_main
cross join lateral (select nextval(pg_get_serial_sequence('customers_email', 'id')) as id where told.party_id is not null) as gone
where pg_temp.pick(told.party_id, 236, 100) < 12;
analyze happened;
insert into happened (at, act, operation, table_name, row_id, party_id, actor_id, verb)
select told.created_at, 0, 'I', 'customers_email', gone.row_id, gone.party_id, registered.actor_id, registered.verb
from happened gone join told using (party_id)
join happened registered on registered.party_id = gone.party_id and registered.table_name = 'customers_party' and registered.act = 0
where gone.operation = 'D';

-- A record goes through one portfolio a day at most; what one person did at once is one act. In the order of time.
insert into audit_change (at, transaction_key, operation, table_name, row_id, root_type, root_id, company_id, actor_id, actor_name,
    verb, reason, channel, address, request_id, before, after)
select happened.at, -(happened.party_id * 100 + happened.act), happened.operation, happened.table_name, happened.row_id, 'customers.party',
    happened.party_id, told.company_id, happened.actor_id, who.name, happened.verb, happened.reason, 'web', '', '', happened.before, happened.after
from happened join told using (party_id) join organization_user who on who.id = happened.actor_id
order by happened.at, happened.party_id, happened.act, happened.table_name, happened.row_id;

update customers_party party set updated_at = latest.at, version = 1 + latest.changes
from (select party_id, max(at) as at, count(*) as changes from happened where table_name = 'customers_party' and operation = 'U' group by party_id) as latest
where latest.party_id = party.id;

drop table told, happened;
