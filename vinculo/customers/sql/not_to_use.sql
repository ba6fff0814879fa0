-- The telephones and e-mails of some parties that must not be used, by channel: all of them when the party refuses the
-- channel, is erased or its document is on the list; else those on the list. A handle is hashed as
-- `contact_rules.handle_hash` does. Parameter: parties.
with asked as materialized (
    select party.id, party.company_id, party.anonymized_at is not null as is_erased,
        encode(sha256(convert_to(party.company_id || ':document:' || coalesce(party.document, ''), 'UTF8')), 'hex') as document_key
    from customers_party party where party.id = any (%(parties)s)
), used as (
    select asked.*, channel.name as channel, phone.number as handle,
        encode(sha256(convert_to(asked.company_id || ':phone:' || case
            when phone.number like '+55%%' and length(phone.digits) = 10 and substr(phone.digits, 3, 1) in ('6', '7', '8', '9')
            then substr(phone.digits, 1, 2) || '9' || substr(phone.digits, 3)
            else phone.digits end, 'UTF8')), 'hex') as handle_key
    from asked
    join customers_phone phone on phone.party_id = asked.id
    cross join (values ('phone'), ('whatsapp')) as channel (name)
    union all
    select asked.*, 'email', email.address,
        encode(sha256(convert_to(asked.company_id || ':email:' || email.address, 'UTF8')), 'hex')
    from asked join customers_email email on email.party_id = asked.id
)
select used.id, used.channel, used.handle
from used
where used.is_erased
or exists (
    select from customers_consent consent
    where consent.party_id = used.id and consent.channel = used.channel and not consent.is_granted)
or exists (
    select from customers_suppression listed
    where listed.company_id = used.company_id and listed.released_at is null and listed.channel in ('', used.channel)
    and listed.key_hash in (used.document_key, used.handle_key))
