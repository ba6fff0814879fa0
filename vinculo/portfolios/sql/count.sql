-- Counts every portfolio of a company at an instant, in one pass over each table. {activity} is `activity_sql()`.
-- Parameters: company, now, start (of the period), active_from (now minus N days), was_from (start minus N days), day.
with moves as (
    select party_id, bool_or(at > %(active_from)s and at <= %(now)s) as is_active,
           bool_or(at > %(was_from)s and at <= %(start)s) as was_active
    from ({activity}) as activity
    where company_id = %(company)s and at > %(was_from)s and at <= %(now)s
    group by party_id
), phoned as (
    select distinct party_id from customers_phone where company_id = %(company)s
), mailed as (
    select distinct party_id from customers_email where company_id = %(company)s
)
insert into portfolios_portfoliocount (company_id, establishment_id, owner_id, day, counted_at, records, records_before, active,
                                       was_active, lost, with_phone, with_email, potential)
select %(company)s, party.establishment_id, party.owner_id, %(day)s, %(now)s, count(*),
       count(*) filter (where party.created_at < %(start)s),
       count(*) filter (where moves.is_active),
       count(*) filter (where moves.was_active),
       count(*) filter (where moves.was_active and not moves.is_active),
       count(phoned.party_id), count(mailed.party_id), coalesce(sum(complement.potential), 0)
from customers_party party
left join moves on moves.party_id = party.id
left join phoned on phoned.party_id = party.id
left join mailed on mailed.party_id = party.id
left join customers_complement complement on complement.party_id = party.id
where party.company_id = %(company)s and party.is_active
group by party.establishment_id, party.owner_id
