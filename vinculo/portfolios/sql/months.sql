-- When the records in use came, month by month. Parameters: company, zone.
insert into portfolios_monthcount (company_id, establishment_id, month, records)
select %(company)s, establishment_id, date_trunc('month', created_at at time zone %(zone)s)::date, count(*)
from customers_party where company_id = %(company)s and is_active
group by 2, 3
