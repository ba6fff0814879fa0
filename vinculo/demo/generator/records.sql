-- What the complete record holds, for the parties between two ids: `pick` draws the same for the same row every time.
-- Percentages say how many have it. Amounts are reais.

-- What each kind of business is like: its main activity (CNAE), whether it pays ICMS, how many people work there, what it sells
-- a year for each of them (thousands of reais), how many vehicles it has for each ten people.
create temp table trade on commit drop as
select * from (values
    ('Auto Peças', '4530703', 'contributor', 4, 20, 320, 2), ('Comércio de Alimentos', '4712100', 'contributor', 3, 18, 260, 1),
    ('Distribuidora', '4639701', 'contributor', 12, 90, 680, 3), ('Transportes', '4930202', 'contributor', 8, 120, 210, 7),
    ('Materiais de Construção', '4744099', 'contributor', 5, 30, 380, 2), ('Supermercado', '4711302', 'contributor', 25, 140, 340, 1),
    ('Farmácia', '4771701', 'contributor', 4, 16, 300, 1), ('Clínica Médica', '8630503', 'non_contributor', 4, 35, 180, 1),
    ('Hospital', '8610101', 'non_contributor', 120, 600, 190, 1), ('Laboratório', '8640202', 'non_contributor', 8, 60, 200, 1),
    ('Padaria', '1091102', 'contributor', 5, 30, 110, 1), ('Restaurante', '5611201', 'contributor', 5, 32, 120, 1),
    ('Oficina Mecânica', '4520001', 'contributor', 3, 15, 140, 2), ('Construtora', '4120400', 'exempt', 15, 180, 260, 2),
    ('Indústria Metalúrgica', '2511000', 'contributor', 20, 220, 330, 1), ('Logística', '5211799', 'contributor', 15, 150, 220, 4),
    ('Engenharia', '7112000', 'non_contributor', 4, 50, 240, 3), ('Agropecuária', '0111301', 'exempt', 6, 70, 450, 3),
    ('Confecções', '1412601', 'contributor', 8, 80, 130, 1), ('Móveis', '4754701', 'contributor', 4, 40, 220, 2),
    ('Papelaria', '4761003', 'contributor', 2, 10, 170, 1), ('Tecnologia', '6201501', 'non_contributor', 4, 70, 230, 1),
    ('Locadora', '7711000', 'contributor', 6, 45, 420, 9), ('Cooperativa', '4622200', 'contributor', 30, 260, 900, 2),
    ('Escola', '8513900', 'non_contributor', 15, 110, 95, 1), ('Hotel', '5510801', 'non_contributor', 10, 85, 140, 1),
    ('Gráfica', '1813099', 'contributor', 4, 35, 190, 1), ('Embalagens', '1731100', 'contributor', 10, 90, 360, 1),
    ('Têxtil', '1321900', 'contributor', 20, 200, 250, 1)
) as known (word, activity, status, least, most, sales, vehicles);

-- Micro-companies and small ones stay within what the law calls so (LC 123/2006: R$ 360 thousand and R$ 4.8 million a year).
create temp table business on commit drop as
select id, activity, status, people, least(round(people * sales * (85 + pg_temp.pick(id, 192, 31)) / 100.0), case when name like '%% ME' then 355 when name like '%% EPP' then 4750 end) * 1000 as yearly,
    greatest(1, people * vehicles / 10) as fleet,
    case when name like '%% S.A.' or people * sales > 4000 then 'normal' when name like '%% ME' or name like '%% EPP' then 'simples'
         when pg_temp.pick(id, 103, 3) = 0 then 'normal' else 'simples' end as regime
from (
    select party.id, party.name, trade.*, case when party.name like '%% ME' then greatest(1, least(drawn, 280 / sales)) when party.name like '%% EPP' then least(drawn, 3900 / sales)
        else drawn end as people
    from customers_party party join trade on party.name like '%%' || trade.word || '%%'
    cross join lateral (select least + pg_temp.pick(party.id, 191, most - least + 1) as drawn) as size
    where party.id between %(first)s and %(last)s and party.kind = 'organization'
) as found;
create index on business (id);

insert into customers_complement (company_id, party_id, cnae, tax_status, tax_regime, fiscal_category, suframa,
    preferred_channel, potential, website, gender, marital_status, identity_card, identity_issuer, occupation)
select party.company_id, party.id, coalesce(business.activity, ''), coalesce(business.status, 'non_contributor'), coalesce(business.regime, ''),
    case when business.id is null then 'final_consumer' when business.activity in ('4530703', '4639701') then 'resale'
         else (array['own_use', 'own_use', 'fixed_asset'])[1 + pg_temp.pick(party.id, 104, 3)] end,
    '', (array['whatsapp', 'whatsapp', 'phone', 'email', ''])[1 + pg_temp.pick(party.id, 105, 5)],
    -- Organisations buy service and parts for each vehicle they have; who resells parts buys more; people, once in a while.
    case when business.id is null then (2 + pg_temp.pick(party.id, 106, 30)) * 200
         when business.activity in ('4530703', '4639701') then round(business.yearly * (2 + pg_temp.pick(party.id, 106, 6)) / 100, -2)
         else business.fleet * (3000 + pg_temp.pick(party.id, 106, 60) * 100) end, '',
    '', case when party.kind = 'person' then (array['single', 'married', 'married', 'stable_union', 'divorced'])[1 + pg_temp.pick(party.id, 107, 5)] else '' end,
    '', '', case when party.kind = 'person' then (array['Professora', 'Engenheiro', 'Comerciante', 'Autônomo', 'Médica', 'Aposentado', 'Motorista', 'Advogada'])[1 + pg_temp.pick(party.id, 108, 8)] else '' end
from customers_party party left join business using (id)
where party.id between %(first)s and %(last)s and party.stage = 'customer' and pg_temp.pick(party.id, 109, 100) < 70;

insert into customers_partyrole (company_id, party_id, role)
select company_id, id, (array['supplier', 'carrier', 'partner', 'insurer', 'financier', 'dispatcher'])[1 + pg_temp.pick(id, 111, 6)]
from customers_party where id between %(first)s and %(last)s and kind = 'organization' and pg_temp.pick(id, 112, 100) < 12;

insert into customers_asset (company_id, party_id, description, kind, year, lien, creditor, settled_on, value)
select company_id, id, (array['Gol 1.0', 'Uno Attractive', 'Strada Freedom', 'Casa própria', 'Apartamento', 'Terreno', 'Caminhão baú'])[1 + drawn],
    case when drawn between 3 and 5 then 'property' else 'vehicle' end, year, case when owes then round(value * (10 + pg_temp.pick(id, 123, 50)) / 100, -2) end,
    case when owes then 'Banco Aurora' else '' end, case when owes then (%(now)s::date + 200 + pg_temp.pick(id, 124, 1500)) end, value
from (
    select *, case drawn when 0 then 16000 + (year - 2008) * 2200 when 1 then 15000 + (year - 2008) * 2400 when 2 then 26000 + (year - 2008) * 4200
        when 3 then 220000 + pg_temp.pick(id, 125, 90) * 5000 when 4 then 180000 + pg_temp.pick(id, 125, 90) * 4000
        when 5 then 60000 + pg_temp.pick(id, 125, 60) * 3000 else 90000 + (year - 2008) * 16000 end::numeric as value
    from (select id, company_id, pg_temp.pick(id, 121, 7) as drawn, 2008 + pg_temp.pick(id, 122, 18) as year, pg_temp.pick(id, 126, 3) = 0 as owes
          from customers_party where id between %(first)s and %(last)s and stage = 'customer' and pg_temp.pick(id, 127, 100) < 35) as owner
) as owned;

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
    when 'money' then coalesce(business.yearly, 1500 + pg_temp.pick(party.id, 181, 130) * 100)::int::text || '.00'
    when 'number' then (case when field.section = 'Frota' then business.fleet else business.people end)::text
    when 'list' then field.options[1 + pg_temp.pick(party.id, 183, array_length(field.options, 1))]
    when 'date' then (date '1960-01-01' + pg_temp.pick(party.id, 184, 15000))::text
    else case field.label when 'Time do coração' then (array['Ponte Preta', 'Guarani', 'Coritiba', 'Sport', 'Flamengo', 'Corinthians'])[1 + pg_temp.pick(party.id, 185, 6)]
         else (array['Aurora Transportes', 'Prefeitura', 'Escola Santa Cecília', 'Autônomo'])[1 + pg_temp.pick(party.id, 186, 4)] end
    end)
from customers_party party join custom_fields_customfield field
    on field.company_id = party.company_id and field.record = 'customers.party' and field.audience = party.kind and field.section <> 'Cônjuge'
left join business on business.id = party.id
where party.id between %(first)s and %(last)s and party.stage = 'customer' and (party.kind = 'person' or business.id is not null)
    and pg_temp.pick(party.id * 31 + field.id, 187, 100) < 45;

drop table trade, business;
