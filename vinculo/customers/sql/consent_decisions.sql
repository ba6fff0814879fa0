-- Every answer to a channel is kept, whoever writes the last word: a page, an import, SQL typed by hand.
-- A consent that only moves to another party (a merge) or is put back as it was is no new answer.
create or replace function customers_keep_decisions() returns trigger language plpgsql as $$
declare
    context jsonb := coalesce(nullif(current_setting('vinculo.audit', true), '')::jsonb, '{}'::jsonb);
    who text := coalesce(context->>'actor_name', session_user);
begin
    insert into customers_consentdecision (company_id, party_id, channel, is_granted, source, decided_at, legal_basis,
                                           policy_id, recorded_by)
    select given.company_id, given.party_id, given.channel, given.is_granted, given.source, given.decided_at,
           given.legal_basis, given.policy_id, who
    from new_rows given
    where not exists (
        select from customers_consentdecision kept
        where kept.party_id = given.party_id and kept.channel = given.channel and kept.is_granted = given.is_granted
        and kept.source = given.source and kept.decided_at = given.decided_at and kept.legal_basis = given.legal_basis
        and kept.policy_id is not distinct from given.policy_id);
    return null;
end
$$;

create trigger keep_decisions_insert after insert on customers_consent
    referencing new table as new_rows for each statement execute function customers_keep_decisions();
create trigger keep_decisions_update after update on customers_consent
    referencing new table as new_rows for each statement execute function customers_keep_decisions();
