-- The telephones of a party that must not be called: all of them when it refuses calls, is erased or its document is on
-- the list; else those on the list. A handle is hashed as `contact_rules.handle_hash` does. Parameter: party.
select phone.number
from customers_phone phone
join customers_party party on party.id = phone.party_id
where phone.party_id = %(party)s and (
    party.anonymized_at is not null
    or exists (select from customers_consent consent
               where consent.party_id = party.id and consent.channel = 'phone' and not consent.is_granted)
    or exists (select from customers_suppression listed
               where listed.company_id = party.company_id and listed.released_at is null
               and listed.channel in ('', 'phone') and listed.key_hash in (
                   encode(sha256(convert_to(party.company_id || ':document:' || coalesce(party.document, ''), 'UTF8')), 'hex'),
                   encode(sha256(convert_to(party.company_id || ':phone:' || case
                       when phone.number like '+55%%' and length(phone.digits) = 10
                           and substr(phone.digits, 3, 1) in ('6', '7', '8', '9')
                       then substr(phone.digits, 1, 2) || '9' || substr(phone.digits, 3)
                       else phone.digits end, 'UTF8')), 'hex'))))
