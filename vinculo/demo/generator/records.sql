-- What the complete record holds, for the parties between two ids: `pick` draws the same for the same row every time.
-- Percentages say how many have it. Amounts are reais.

insert into customers_complement (company_id, party_id, cnae, tax_status, tax_regime, fiscal_category, suframa,
    preferred_channel, potential, website, gender, marital_status, identity_card, identity_issuer, occupation)
select company_id, id,
    case when kind = 'organization' then (%(activities)s::text[])[1 + pg_temp.pick(id, 101, array_length(%(activities)s::text[], 1))] else '' end,
    case when kind = 'organization' then (array['contributor', 'contributor', 'exempt', 'non_contributor'])[1 + pg_temp.pick(id, 102, 4)] else 'non_contributor' end,
    case when kind = 'organization' then (array['simples', 'simples', 'normal', 'mei'])[1 + pg_temp.pick(id, 103, 4)] else '' end,
    case when kind = 'organization' then (array['resale', 'own_use', 'own_use', 'fixed_asset'])[1 + pg_temp.pick(id, 104, 4)] else 'final_consumer' end,
    '', (array['whatsapp', 'whatsapp', 'phone', 'email', ''])[1 + pg_temp.pick(id, 105, 5)],
    (1 + pg_temp.pick(id, 106, 60)) * case when kind = 'organization' then 5000 else 500 end, '',
    '', case when kind = 'person' then (array['single', 'married', 'married', 'stable_union', 'divorced'])[1 + pg_temp.pick(id, 107, 5)] else '' end,
    '', '', case when kind = 'person' then (array['Professora', 'Engenheiro', 'Comerciante', 'Autônomo', 'Médica', 'Aposentado', 'Motorista', 'Advogada'])[1 + pg_temp.pick(id, 108, 8)] else '' end
from customers_party where id between %(first)s and %(last)s and stage = 'customer' and pg_temp.pick(id, 109, 100) < 70;

insert into customers_partyrole (company_id, party_id, role)
select company_id, id, (array['supplier', 'carrier', 'partner', 'insurer', 'financier', 'dispatcher'])[1 + pg_temp.pick(id, 111, 6)]
from customers_party where id between %(first)s and %(last)s and kind = 'organization' and pg_temp.pick(id, 112, 100) < 12;

insert into customers_asset (company_id, party_id, description, kind, year, lien, creditor, settled_on, value)
select company_id, id, (array['Gol 1.0', 'Uno Attractive', 'Strada Freedom', 'Casa própria', 'Apartamento', 'Terreno', 'Caminhão baú'])[1 + drawn],
    case when drawn between 3 and 5 then 'property' else 'vehicle' end, 2008 + pg_temp.pick(id, 122, 18),
    case when owes then 5000 + pg_temp.pick(id, 123, 60) * 500 end, case when owes then 'Banco Aurora' else '' end,
    case when owes then (%(now)s::date + 200 + pg_temp.pick(id, 124, 1500)) end, 15000 + pg_temp.pick(id, 125, 90) * 1000
from (select id, company_id, pg_temp.pick(id, 121, 7) as drawn, pg_temp.pick(id, 126, 3) = 0 as owes
      from customers_party where id between %(first)s and %(last)s and stage = 'customer' and pg_temp.pick(id, 127, 100) < 35) as owner;

insert into customers_personalreference (company_id, party_id, name, phone, note)
select party.company_id, party.id, other.name, '+55' || '19' || '9' || (80000000 + pg_temp.pick(party.id, 132, 999983)), (array['Vizinho', 'Colega de trabalho', 'Irmã', 'Cunhado'])[1 + pg_temp.pick(party.id, 133, 4)]
from customers_party party join customers_party other on other.id = party.id + 1 + pg_temp.pick(party.id, 131, 40) and other.kind = 'person' and other.company_id = party.company_id
where party.id between %(first)s and %(last)s and party.kind = 'person' and party.stage = 'customer' and pg_temp.pick(party.id, 134, 100) < 20;

insert into customers_bankreference (company_id, party_id, bank, branch, account, kind, holder_since, note)
select company_id, id, (array['001', '033', '104', '237', '341', '260', '077'])[1 + pg_temp.pick(id, 141, 7)],
    lpad(pg_temp.pick(id, 142, 9999)::text, 4, '0'), pg_temp.pick(id, 143, 99999) || '-' || pg_temp.pick(id, 144, 10),
    'checking', %(now)s::date - 400 - pg_temp.pick(id, 145, 6000), ''
from customers_party where id between %(first)s and %(last)s and stage = 'customer' and pg_temp.pick(id, 146, 100) < 25;

insert into customers_creditcard (company_id, party_id, brand, holder, expires_month, expires_year, last_four)
select company_id, id, (array['visa', 'mastercard', 'elo', 'amex'])[1 + pg_temp.pick(id, 151, 4)], left(upper(vinculo_fold(name)), 60),
    1 + pg_temp.pick(id, 152, 12), extract(year from %(now)s::timestamptz)::int + 1 + pg_temp.pick(id, 153, 6), lpad(pg_temp.pick(id, 154, 10000)::text, 4, '0')
from customers_party where id between %(first)s and %(last)s and kind = 'person' and stage = 'customer' and pg_temp.pick(id, 155, 100) < 15;

insert into customers_contactperson (company_id, party_id, name, position, phone, email, birthday, is_fleet_responsible, preferred_weekday, preferred_time)
select party.company_id, party.id, other.name, (array['Comprador', 'Gerente de frota', 'Financeiro', 'Diretora'])[1 + pg_temp.pick(party.id, 162, 4)],
    '+55' || '11' || '9' || (80000000 + pg_temp.pick(party.id, 163, 999983)), '', other.birth_date, pg_temp.pick(party.id, 162, 4) = 1,
    1 + pg_temp.pick(party.id, 164, 5), make_time(8 + pg_temp.pick(party.id, 165, 10), 0, 0)
from customers_party party join customers_party other on other.id = party.id + 1 + pg_temp.pick(party.id, 161, 40) and other.kind = 'person' and other.company_id = party.company_id
where party.id between %(first)s and %(last)s and party.kind = 'organization' and pg_temp.pick(party.id, 166, 100) < 60;

-- Families, jobs, fleets and who sent whom: towards people registered a little before.
insert into customers_relation (company_id, party_id, other_id, kind, note)
select party.company_id, case when drawn = 0 then other.id else party.id end, case when drawn = 0 then party.id else other.id end,
    (array['spouse', 'employee', 'referred', 'fleet', 'owner'])[1 + drawn], ''
from (select id, company_id, kind, pg_temp.pick(id, 171, 5) as drawn, pg_temp.pick(id, 172, 12) as back
      from customers_party where id between %(first)s and %(last)s and pg_temp.pick(id, 173, 100) < 70) as party
-- Couples are an even number and the odd one before it, so that nobody has two spouses.
join customers_party other on other.id = party.id - 1 - case when drawn = 0 then 0 else back end and other.company_id = party.company_id
where party.kind = 'person' and (drawn <> 0 or party.id %% 2 = 0) and (case when drawn in (0, 2) then other.kind = 'person' else other.kind = 'organization' end);

insert into customers_consentdecision (company_id, party_id, channel, is_granted, source, decided_at, legal_basis, recorded_by)
select company_id, party_id, channel, is_granted, source, decided_at, legal_basis, 'Sistema'
from customers_consent where party_id between %(first)s and %(last)s;

insert into customers_partycustomvalue (company_id, party_id, field_id, value)
select party.company_id, party.id, field.id, to_jsonb(case field.kind
    when 'money' then (1500 + pg_temp.pick(party.id, 181, 200) * 100)::text || '.00'
    when 'number' then (1 + pg_temp.pick(party.id, 182, 80))::text
    when 'list' then field.options[1 + pg_temp.pick(party.id, 183, array_length(field.options, 1))]
    when 'date' then (date '1960-01-01' + pg_temp.pick(party.id, 184, 15000))::text
    else case field.label when 'Time do coração' then (array['Ponte Preta', 'Guarani', 'Coritiba', 'Sport', 'Flamengo', 'Corinthians'])[1 + pg_temp.pick(party.id, 185, 6)]
         else (array['Aurora Transportes', 'Prefeitura', 'Escola Santa Cecília', 'Autônomo'])[1 + pg_temp.pick(party.id, 186, 4)] end
    end)
from customers_party party join custom_fields_customfield field
    on field.company_id = party.company_id and field.record = 'customers.party' and field.audience = party.kind and field.section <> 'Cônjuge'
where party.id between %(first)s and %(last)s and party.stage = 'customer' and pg_temp.pick(party.id * 31 + field.id, 187, 100) < 25;
