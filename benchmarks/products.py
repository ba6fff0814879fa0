"""Products: the search of somebody in a hurry, and prices changed by the hundred thousand, in a base of their own size.

The products are multiplied from the demonstration's by the database; the search is asked as the pages do, key by key.
"""
# ruff: noqa: E501  (SQL)

import json
import os
import subprocess
import sys

import psycopg

from benchmarks.figures import Figure, percentile

PRODUCTS = 200_000
REPRICED = 100_000
SEARCH_BOUND, REPRICING_BOUND = 50.0, 20.0

_MULTIPLY = """
    insert into catalogue_product (company_id, code, description, status, block_reason, unit_id, sale_multiple, minimum_sale,
        gtin, manufacturer_code, ncm, cest, origin, fiscal_group_id, brand_id, line_id, type_id, species_id, tracks_lots,
        minimum_shelf_life, standard_discount, kit_mode, keywords, technical_text, anvisa_registration, version)
    select company_id, code || '-' || copy, description || ' série ' || copy, status, block_reason, unit_id, sale_multiple,
        minimum_sale, '', manufacturer_code || copy, ncm, cest, origin, fiscal_group_id, brand_id, line_id, type_id,
        species_id, tracks_lots, minimum_shelf_life, standard_discount, '', keywords, '', '', 1
    from (select *, row_number() over (order by id) as place from catalogue_product where kit_mode = '') product,
        generate_series(1, %s / (select count(*) from catalogue_product where kit_mode = '') + 1) as copy
    order by copy, place limit greatest(%s - (select count(*) from catalogue_product), 0)
"""
_PRICE = """
    insert into price_book_listprice (company_id, table_id, product_id, unit_id, from_quantity, price, valid_from)
    select product.company_id, (select min(id) from price_book_pricetable where kind = 'base'), product.id, product.unit_id,
        0, 10 + product.id % 900, date '2026-01-01'
    from catalogue_product product
    where not exists (select from price_book_listprice price where price.product_id = product.id)
    on conflict do nothing
"""


def grow(database_url: str) -> None:
    """Bring the catalogue to `PRODUCTS`, each with a price; quick when it is there already."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(_MULTIPLY, [PRODUCTS, PRODUCTS])
        connection.execute(_PRICE)
        connection.execute("vacuum (analyze) catalogue_product, price_book_listprice")


def measure(database_url: str) -> list[Figure]:
    """Grows the base, then times the search and the rise of prices in a process of its own."""
    grow(database_url)
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.products_work"],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    taken = json.loads(done.stdout)
    return [
        Figure("produtos.busca.p95", percentile(taken["searches"], 95), "ms", PRODUCTS, SEARCH_BOUND),
        Figure("produtos.busca.com_preço_e_saldo.p95", percentile(taken["offered"], 95), "ms", PRODUCTS, SEARCH_BOUND),
        *(Figure(f"produtos.página.{name}.p95", value, "ms", PRODUCTS) for name, value in taken["pages"].items()),
        Figure("produtos.reajuste", taken["raising"], "s", REPRICED, REPRICING_BOUND),
        Figure("produtos.reajuste.desfazer", taken["undoing"], "s", REPRICED, REPRICING_BOUND),
    ]
