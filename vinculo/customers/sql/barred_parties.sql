-- The parties of a company whose document, or whose handle of the kind a channel uses, is on the list of those not to
-- contact. A handle is hashed as `contact_rules.handle_hash` does. Parameters: company, channel, handle.
with listed as materialized (
    select handle, key_hash from customers_suppression
    where company_id = %(company)s::bigint and released_at is null and channel in ('', %(channel)s)
)
select party.id
from customers_party party
join listed on listed.handle = 'document'
    and listed.key_hash = encode(sha256(convert_to(%(company)s || ':document:' || party.document, 'UTF8')), 'hex')
where party.company_id = %(company)s::bigint and exists (select from listed where handle = 'document')
union
select email.party_id
from customers_email email
join listed on listed.handle = 'email'
    and listed.key_hash = encode(sha256(convert_to(%(company)s || ':email:' || email.address, 'UTF8')), 'hex')
where email.company_id = %(company)s::bigint and %(handle)s = 'email' and exists (select from listed where handle = 'email')
union
select phone.party_id
from customers_phone phone
join listed on listed.handle = 'phone'
    and listed.key_hash = encode(sha256(convert_to(%(company)s || ':phone:' || case
        when phone.number like '+55%%' and length(phone.digits) = 10 and substr(phone.digits, 3, 1) in ('6', '7', '8', '9')
        then substr(phone.digits, 1, 2) || '9' || substr(phone.digits, 3)
        else phone.digits end, 'UTF8')), 'hex')
where phone.company_id = %(company)s::bigint and %(handle)s = 'phone' and exists (select from listed where handle = 'phone')
