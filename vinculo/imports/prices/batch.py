"""A batch of validated rows of prices on its way into the price book, set by set."""
# ruff: noqa: E501, S608  (SQL, put together from the constants of this module only)

from collections.abc import Sequence
from typing import Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

from vinculo.customers.queries import readable_parties
from vinculo.customers.rules import REGISTRY
from vinculo.foundation.access import Actor
from vinculo.imports.importer import Outcome, Setting, Validated
from vinculo.imports.prices.validation import STAGING

_CREATE: Final = f"""
    create temp table if not exists staged_price (
        number integer primary key, refused boolean, {", ".join(f"{name} {kind}" for name, kind in STAGING)},
        product_id bigint, party_id bigint, price_id bigint, changes boolean not null default false
    ) on commit delete rows;
    delete from staged_price;
"""
_PREPARE: Final = """
    analyze staged_price (number);
    set local enable_hashjoin = off;
    set local enable_mergejoin = off;
    set local enable_seqscan = off;
"""
_REMARK: Final = (
    "insert into imports_remark (run_id, row, field, severity, sentence, value) select %(run)s, staged.number, "
)
_MATCH: Final = f"""
    update staged_price set product_id = found.product_id, party_id = found.party_id, unit_id = coalesce(staged_price.unit_id, found.unit_id)
    from (
        select staged.number, product.id as product_id, coalesce(product.sale_unit_id, product.unit_id) as unit_id,
            coalesce((
                select reference.party_id from customers_externalreference reference
                where reference.company_id = %(company)s and reference.code = staged.customer_code and reference.system = staged.system
            ), (
                select party.id from customers_party party
                where party.company_id = %(company)s and party.document = staged.document
                order by party.is_active desc, party.id desc limit 1
            ), (
                select party.id from customers_party party
                where party.company_id = %(company)s and staged.system = '{REGISTRY}'
                and party.id = case when staged.customer_code ~ '^[0-9]{{1,18}}$' then staged.customer_code::bigint end
            )) as party_id
        from staged_price staged
        left join lateral (
            select id, sale_unit_id, unit_id from catalogue_product
            where company_id = %(company)s and search_code = catalogue_code_key(staged.code)
                and upper(code) = upper(staged.code)
            order by code = staged.code desc limit 1
        ) product on true
        where not staged.refused
        offset 0
    ) as found where found.number = staged_price.number
"""
_CRITICISE: Final = (
    f"""{_REMARK} 'product', 'refusal', 'Nenhum produto tem este código.', staged.code
    from staged_price staged where not refused and product_id is null""",
    f"""{_REMARK} 'product', 'warning', format('O produto está %%s.', case product.status when 'blocked' then 'bloqueado' else 'inativo' end), staged.code
    from staged_price staged join catalogue_product product on product.id = staged.product_id where not refused and product.status <> 'active'""",
    f"""{_REMARK} 'customer_code', 'refusal', format('Nenhum cliente tem este código na origem “%%s”.', staged.system), staged.customer_code
    from staged_price staged where not refused and party_id is null and customer_code is not null""",
    f"""{_REMARK} 'customer_document', 'refusal', 'Nenhum cliente tem este CPF/CNPJ.', staged.document
    from staged_price staged where not refused and party_id is null and customer_code is null and document is not null""",
    f"""{_REMARK} 'customer_document', 'refusal', 'O código do cliente e o CPF/CNPJ são de cadastros diferentes.', staged.document
    from staged_price staged join customers_party party on party.id = staged.party_id
    where not refused and customer_code is not null and staged.document is not null and party.document is distinct from staged.document""",
    f"""{_REMARK} 'unit', 'refusal', 'Não há fator de conversão entre esta unidade e a de estoque do produto.', unit.code
    from staged_price staged join catalogue_product product on product.id = staged.product_id join catalogue_unit unit on unit.id = staged.unit_id
    where not refused and staged.unit_id <> product.unit_id
        and not exists (select from catalogue_conversionfactor factor where factor.product_id = product.id
            and (factor.from_unit_id, factor.to_unit_id) in ((staged.unit_id, product.unit_id), (product.unit_id, staged.unit_id)))
        and not exists (select from catalogue_generalfactor factor where factor.company_id = %(company)s
            and (factor.from_unit_id, factor.to_unit_id) in ((staged.unit_id, product.unit_id), (product.unit_id, staged.unit_id)))""",
)
# `{visible}` is the query of the parties the author may read.
_OUT_OF_REACH: Final = f"""{_REMARK} case when staged.customer_code is null then 'customer_document' else 'customer_code' end, 'refusal',
    'Este cliente está fora do seu alcance.', ''
    from staged_price staged where not refused and party_id is not null
    and not exists (select from ({{visible}}) as visible where visible.id = staged.party_id)"""
_REFUSE: Final = """
    update staged_price set refused = true where not refused and exists (
        select from imports_remark remark
        where remark.run_id = %(run)s and remark.row = staged_price.number and remark.severity = 'refusal')
"""
# Two handles may mean one customer, an empty unit the product's own: the second row of one key is refused, naming the
# first of the file.
_KEYED: Final = """
    select number, code, concat_ws('|', product_id, table_id, unit_id, coalesce(establishment_id, 0), coalesce(state_id, ''),
        coalesce(party_id, 0), trim_scale(from_quantity), valid_from) as key
    from staged_price where not refused
"""
_CLAIM: Final = f"""
    insert into imports_claimedkey (run_id, key, row)
    select %(run)s, key, min(number) from ({_KEYED}) as keyed group by key order by key
    on conflict do nothing
"""
_SAME: Final = f"""{_REMARK} 'product', 'refusal', format('Mesmo preço (produto, cliente, tabela e início) da linha %%s.', staged.first), staged.code
    from (
        select number, code, (select claimed.row from imports_claimedkey claimed
                              where claimed.run_id = %(run)s and claimed.key = keyed.key) as first
        from ({_KEYED}) as keyed
    ) as staged where staged.first <> staged.number"""
_EXISTING: Final = """
    update staged_price staged set price_id = price.id,
        changes = price.price <> staged.price or price.valid_until is distinct from staged.valid_until
    from price_book_listprice price
    where not staged.refused and price.product_id = staged.product_id and price.table_id = staged.table_id
        and price.unit_id = staged.unit_id and price.establishment_id is not distinct from staged.establishment_id
        and price.state_id is not distinct from staged.state_id and price.party_id is not distinct from staged.party_id
        and price.from_quantity = staged.from_quantity and price.valid_from = staged.valid_from
"""
_COUNT: Final = """
    select count(*) filter (where price_id is null and not refused), count(*) filter (where changes and not refused),
           count(*) filter (where price_id is not null and not changes and not refused), count(*) filter (where refused),
           count(*) filter (where not refused and exists (
               select from imports_remark remark
               where remark.run_id = %(run)s and remark.row = number and remark.severity = 'warning'))
    from staged_price
"""
_INSERT: Final = """
    insert into price_book_listprice (company_id, table_id, product_id, unit_id, establishment_id, state_id, party_id,
        from_quantity, price, valid_from, valid_until)
    select %(company)s, table_id, product_id, unit_id, establishment_id, state_id, party_id, from_quantity, price, valid_from, valid_until
    from staged_price where price_id is null and not refused order by number
"""
_UPDATE: Final = """
    update price_book_listprice price set price = staged.price, valid_until = staged.valid_until
    from staged_price staged where price.id = staged.price_id and staged.changes and not staged.refused
"""


class PriceBatch:
    """Use inside a transaction: staging lasts until its end."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._parameters = {"run": setting.run_id, "company": setting.company_id}

    def process(self, rows: Sequence[Validated], *, write: bool) -> Outcome:
        """Find products and customers, criticise and, with `write`, upsert prices by their whole key.

        Raises `IntegrityError` when somebody else wrote one of the same prices meanwhile.
        """
        with connection.cursor() as cursor:
            cursor.execute(_CREATE)
            names = ", ".join(name for name, _ in STAGING)
            with cursor.copy(f"copy staged_price (number, refused, {names}) from stdin") as copy:
                for row in rows:
                    copy.write_row((row.number, row.is_refused, *row.record))
            for statement in (_PREPARE, _MATCH, *_CRITICISE):
                cursor.execute(statement, self._parameters)
            if self._setting.actor is not None:
                self._require_reach(cursor, self._setting.actor)
            for statement in (_REFUSE, _CLAIM, _SAME, _REFUSE, _EXISTING, _COUNT):
                cursor.execute(statement, self._parameters)
            outcome = Outcome(*cursor.fetchone())
            if write:
                for statement in (_INSERT, _UPDATE):
                    cursor.execute(statement, self._parameters)
        return outcome

    def _require_reach(self, cursor: CursorWrapper, author: Actor) -> None:
        """Refuse the rows of customers the author could not open by hand."""
        visible, values = readable_parties(author).values("id").query.sql_with_params()
        statement = _OUT_OF_REACH.format(visible=visible).replace("%(run)s", "%s")
        cursor.execute(statement, [self._setting.run_id, *values])
