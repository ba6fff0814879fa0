"""A batch of validated rows of products on its way into the catalogue, set by set."""
# ruff: noqa: E501, S608  (SQL, put together from the constants of this module only)

from collections.abc import Sequence
from typing import Final

from django.db import connection

from vinculo.imports.importer import Outcome, Setting, Validated
from vinculo.imports.products.validation import STAGING

_CREATE: Final = f"""
    create temp table if not exists staged_product (
        number integer primary key, refused boolean, {", ".join(f"{name} {kind}" for name, kind in STAGING)},
        brand_id bigint, product_id bigint, changes boolean not null default false
    ) on commit delete rows;
    delete from staged_product;
"""
_PREPARE: Final = """
    analyze staged_product (number);
    set local enable_hashjoin = off;
    set local enable_mergejoin = off;
    set local enable_seqscan = off;
"""
_REMARK: Final = (
    "insert into imports_remark (run_id, row, field, severity, sentence, value) select %(run)s, staged.number, "
)
_MATCH: Final = """
    update staged_product staged set product_id = found.id, code = found.code from (
        select staged.number, product.id, product.code from staged_product staged, lateral (
            select id, code from catalogue_product
            where company_id = %(company)s and search_code = catalogue_code_key(staged.code)
                and upper(code) = upper(staged.code)
            order by code = staged.code desc limit 1) as product
        where not staged.refused
    ) as found where found.number = staged.number
"""
_BRANDS: Final = """
    update staged_product staged set brand_id = (
        select brand.id from catalogue_brand brand where brand.company_id = %(company)s
        and vinculo_fold(brand.name) = vinculo_fold(staged.brand) order by brand.is_active desc, brand.id limit 1)
    where brand is not null
"""
_CRITICISE: Final = (
    f"""{_REMARK} 'description', 'refusal', 'Produto novo: informe a descrição.', '' from staged_product staged
    where product_id is null and description is null and not refused""",
    f"""{_REMARK} 'unit', 'refusal', 'Produto novo: informe a unidade de estoque.', '' from staged_product staged
    where product_id is null and unit_id is null and not refused""",
    f"""{_REMARK} 'gtin', 'refusal', format('O produto %%s já tem este GTIN.', holder.code), staged.gtin
    from staged_product staged join catalogue_product holder on holder.gtin = staged.gtin and holder.gtin <> '' and holder.gtin <> 'SEM GTIN'
        and holder.company_id = %(company)s and holder.status <> 'inactive' and holder.id is distinct from staged.product_id
    where not staged.refused and coalesce(staged.status, 'active') <> 'inactive'""",
    f"""{_REMARK} 'gross_weight', 'refusal', 'O peso bruto ficaria menor que o líquido que está no cadastro.', ''
    from staged_product staged join catalogue_product product on product.id = staged.product_id
    where not staged.refused and coalesce(staged.gross_weight, product.gross_weight) < coalesce(staged.net_weight, product.net_weight)""",
    f"""{_REMARK} 'maximum_discount', 'refusal', 'O desconto máximo ficaria menor que o padrão que está no cadastro.', ''
    from staged_product staged join catalogue_product product on product.id = staged.product_id
    where not staged.refused and staged.maximum_discount < product.standard_discount""",
    f"""{_REMARK} 'unit', 'warning', 'A unidade de estoque muda: confira saldos, custos e fatores.', ''
    from staged_product staged join catalogue_product product on product.id = staged.product_id
    where not staged.refused and staged.unit_id <> product.unit_id""",
    f"""{_REMARK} 'brand', 'note', 'Marca nova: será cadastrada.', staged.brand from staged_product staged
    where brand is not null and brand_id is null and not refused""",
)
_REFUSE: Final = """
    update staged_product set refused = true where not refused and exists (
        select from imports_remark remark
        where remark.run_id = %(run)s and remark.row = staged_product.number and remark.severity = 'refusal')
"""
_OWN: Final = tuple(name for name, _ in STAGING if name not in ("code", "brand"))
_COLUMNS: Final = (*_OWN, "brand_id")
_DIFFERS: Final = " or ".join(
    f"staged.{name} is not null and staged.{name} is distinct from product.{name}" for name in _COLUMNS
)
_CHANGES: Final = f"""
    update staged_product staged set changes = true from catalogue_product product
    where product.id = staged.product_id and not refused and ({_DIFFERS} or staged.brand is not null and staged.brand_id is null)
"""
_NEW_BRANDS: Final = """
    insert into catalogue_brand (company_id, name, position, is_active)
    select %(company)s, min(brand), 0, true from staged_product
    where brand is not null and brand_id is null and not refused group by vinculo_fold(brand) order by 2
"""
# What a product has when nothing was said. The columns that may be empty stay so.
_DEFAULTS: Final = {
    "status": "'active'",
    "manufacturer_code": "''",
    "gtin": "''",
    "keywords": "''",
    "technical_text": "''",
    "ncm": "''",
    "cest": "''",
    "origin": "'0'",
    "anvisa_registration": "''",
    "sale_multiple": "1",
    "minimum_sale": "0",
    "tracks_lots": "false",
}
_INSERT: Final = f"""
    insert into catalogue_product (company_id, code, {", ".join(_COLUMNS)}, block_reason, standard_discount,
        minimum_shelf_life, kit_mode, version)
    select %(company)s, code, {", ".join(f"coalesce({name}, {_DEFAULTS[name]})" if name in _DEFAULTS else name for name in _COLUMNS)},
        case when status = 'blocked' then 'Importado como bloqueado' else '' end, 0, 0, '', 1
    from staged_product where product_id is null and not refused order by number
"""
_UPDATE: Final = f"""
    update catalogue_product product set
        {", ".join(f"{name} = coalesce(staged.{name}, product.{name})" for name in _COLUMNS)},
        block_reason = case when staged.status = 'blocked' and product.block_reason = '' then 'Importado como bloqueado'
            when staged.status = 'active' then '' else product.block_reason end,
        updated_at = statement_timestamp(), version = product.version + 1
    from staged_product staged where product.id = staged.product_id and staged.changes and not staged.refused
"""
_COUNT: Final = """
    select count(*) filter (where product_id is null and not refused), count(*) filter (where changes and not refused),
           count(*) filter (where product_id is not null and not changes and not refused), count(*) filter (where refused),
           count(*) filter (where not refused and exists (
               select from imports_remark remark
               where remark.run_id = %(run)s and remark.row = number and remark.severity = 'warning'))
    from staged_product
"""


class ProductBatch:
    """Use inside a transaction: staging lasts until its end."""

    def __init__(self, setting: Setting) -> None:
        self._parameters = {"run": setting.run_id, "company": setting.company_id}

    def process(self, rows: Sequence[Validated], *, write: bool) -> Outcome:
        """Match by code, criticise and, with `write`, upsert; empty cells leave what is there.

        Raises `IntegrityError` when somebody else wrote one of the same codes or GTINs meanwhile.
        """
        with connection.cursor() as cursor:
            cursor.execute(_CREATE)
            names = ", ".join(name for name, _ in STAGING)
            with cursor.copy(f"copy staged_product (number, refused, {names}) from stdin") as copy:
                for row in rows:
                    copy.write_row((row.number, row.is_refused, *row.record))
            cursor.execute(_PREPARE)
            for statement in (_MATCH, _BRANDS, *_CRITICISE, _REFUSE, _CHANGES):
                cursor.execute(statement, self._parameters)
            cursor.execute(_COUNT, self._parameters)
            outcome = Outcome(*cursor.fetchone())
            if write:
                for statement in (_NEW_BRANDS, _BRANDS, _INSERT, _UPDATE):
                    cursor.execute(statement, self._parameters)
        return outcome
