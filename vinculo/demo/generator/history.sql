-- Three cases and ten contacts for every party between two ids, spread over its life; about one in eight still open.
-- The arrays hold ids of the company's tables; types, natures, subjects and reasons go together by position (a plot), so do
-- actions, purposes and results (a step). `pick` draws the same number for the same row every time.

insert into cases_servicecase (
    id, company_id, protocol, party_id, type_id, nature_id, subject_id, media_id, channel_id, description, perception,
    is_return, establishment_id, team_id, owner_id, opened_by_id, opened_at, closed_by_id, closed_at, closing_reason_id, version)
select
    case_id, company_id, to_char(opened_at, 'YYYY') || '-D' || lpad(case_id::text, 8, '0'), party_id,
    (%(types)s::bigint[])[plot],
    (%(natures)s::bigint[])[plot],
    (%(subjects)s::bigint[])[plot],
    (%(media)s::bigint[])[1 + pg_temp.pick(case_id, 4, array_length(%(media)s::bigint[], 1))],
    (%(channels)s::bigint[])[1 + pg_temp.pick(case_id, 5, array_length(%(channels)s::bigint[], 1))],
    (%(descriptions)s::text[])[1 + pg_temp.pick(case_id, 6, array_length(%(descriptions)s::text[], 1))],
    (%(perceptions)s::text[])[1 + pg_temp.pick(case_id, 7, array_length(%(perceptions)s::text[], 1))],
    turn > 1 and pg_temp.pick(case_id, 8, 3) = 0, establishment_id, team_id, keeper_id, keeper_id, opened_at,
    case when is_open then null else keeper_id end,
    case when is_open then null else opened_at + (8 + pg_temp.pick(case_id, 9, 8)) * interval '1 day' end,
    case when is_open then null
         else (%(reasons)s::bigint[])[plot] end,
    1
from (
    select
        %(first_case)s + (party.id - %(first_party)s) * 3 + turn - 1 as case_id, turn, party.id as party_id, party.company_id,
        party.establishment_id, party.team_id, coalesce(party.owner_id, %(desk)s) as keeper_id,
        turn = 3 and pg_temp.pick(party.id, 11, 8) = 0 as is_open,
        greatest(party.created_at, pg_temp.at_work(case when turn = 3 and pg_temp.pick(party.id, 11, 8) = 0
             then %(now)s::timestamptz - (8 + pg_temp.pick(party.id, 12, 12)) * interval '1 day'
             else least(party.created_at + (%(now)s::timestamptz - party.created_at) * (turn - 1 + pg_temp.pick(party.id, 12 + turn, 80) / 100.0) / 3.2,
                        %(now)s::timestamptz - interval '20 days')
        end, party.id * 3 + turn)) as opened_at
    from customers_party party cross join generate_series(1, 3) as turn
    where party.id between %(from_party)s and %(to_party)s
) as planned
cross join lateral (select 1 + pg_temp.pick(case_id, 1, array_length(%(types)s::bigint[], 1)) as plot) as chosen;

insert into cases_contact (
    company_id, case_id, party_id, action_id, purpose, due_at, establishment_id, team_id, owner_id, created_by_id, created_at,
    closed_at, closed_by_id, result_id, closing_reason_id, description, perception, version)
select
    company_id, case_id, party_id,
    (%(actions)s::bigint[])[step],
    (%(purposes)s::text[])[step],
    due_at, establishment_id, team_id, owner_id, opened_by_id, least(opened_at + (turn - 1) * interval '1 day', %(now)s::timestamptz),
    case when is_pending then null else due_at + pg_temp.pick(contact_key, 23, 90) * interval '1 minute' end,
    case when is_pending then null else owner_id end,
    case when is_pending then null
         else (%(results)s::bigint[])[step] end,
    case when is_pending or turn < contacts then null else closing_reason_id end,
    case when is_pending then '' else (%(descriptions)s::text[])[1 + pg_temp.pick(contact_key, 25, array_length(%(descriptions)s::text[], 1))] end,
    case when is_pending then '' else (%(perceptions)s::text[])[1 + pg_temp.pick(contact_key, 26, array_length(%(perceptions)s::text[], 1))] end,
    1
from (
    select
        service_case.company_id, service_case.id as case_id, service_case.party_id, service_case.establishment_id, service_case.team_id,
        service_case.owner_id, service_case.opened_by_id, service_case.opened_at, service_case.closing_reason_id, turn, contacts,
        service_case.id * 10 + turn as contact_key,
        service_case.closed_at is null and turn = contacts as is_pending,
        pg_temp.at_work(
            case when service_case.closed_at is null and turn = contacts
                 then %(now)s::timestamptz + (%(offsets)s::int[])[1 + pg_temp.pick(service_case.id, 27, array_length(%(offsets)s::int[], 1))] * interval '1 day'
                 else service_case.opened_at + (turn * 2 - 1) * interval '1 day'
            end,
            service_case.id * 10 + turn) as due_at
    from cases_servicecase service_case
    cross join lateral (select case when (service_case.id - %(first_case)s) %% 3 = 2 then 4 else 3 end as contacts) as plan
    cross join lateral generate_series(1, plan.contacts) as turn
    where service_case.party_id between %(from_party)s and %(to_party)s
) as planned
cross join lateral (select 1 + pg_temp.pick(contact_key, 21, array_length(%(actions)s::bigint[], 1)) as step) as chosen;
