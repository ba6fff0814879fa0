"""What an analyst waits for while typing in the simulator: the answer to a sale of twenty lines."""

import psycopg

from benchmarks.figures import Figure, percentile
from benchmarks.pages import sign_in

_LINES, _TIMES, _WARM_UP = 20, 30, 3
_ANSWER_MS = 100
_SALE = """
    select establishment.id, establishment.company_id
    from organization_establishment establishment
    join organization_membership membership on membership.establishment_id = establishment.id
    join organization_user person on person.id = membership.user_id and person.email = 'alice@demo.example'
    order by establishment.code limit 1
"""
_PARTY = """
    select party.id from customers_party party
    join customers_address address on address.party_id = party.id
    where party.company_id = %s and party.kind = 'organization' order by party.id limit 1
"""
_PRODUCTS = """
    select distinct price.product_id from price_book_listprice price
    where price.company_id = %s and price.party_id is null order by 1 limit %s
"""


def measure(address: str, database_url: str, *, scale: int) -> list[Figure]:
    """Server time and processor time of the answer; nothing when the base has no prices to simulate with."""
    with psycopg.connect(database_url) as connection:
        establishment, company = connection.execute(_SALE).fetchone() or (0, 0)
        (party,) = connection.execute(_PARTY, [company]).fetchone() or (0,)
        products = [row[0] for row in connection.execute(_PRODUCTS, [company, _LINES]).fetchall()]
    if not products:
        return []
    fields = {
        "establishment": str(establishment),
        "party": str(party),
        "on": "26/11/2026",
        "nature": "VENDA",
        "lines-TOTAL_FORMS": str(len(products)),
        "lines-INITIAL_FORMS": "0",
    }
    for number, product in enumerate(products):
        fields |= {
            f"lines-{number}-product": str(product),
            f"lines-{number}-quantity": str(number % 7 + 1),
            f"lines-{number}-discount": "5+2",
        }
    browser = sign_in(address, "analyst")
    page = browser.get("/simulador/")
    answers = [browser.post("/simulador/resposta/", fields, page) for _ in range(_WARM_UP + _TIMES)][_WARM_UP:]
    return [
        Figure("simulador.resposta.p95", percentile((a.total for a in answers), 95), "ms", scale, _ANSWER_MS),
        Figure("simulador.resposta.cpu", percentile((a.cpu for a in answers), 50), "ms", scale),
        Figure("simulador.resposta.banco", percentile((a.database for a in answers), 50), "ms", scale),
        Figure("simulador.resposta.consultas", max(a.queries for a in answers), "consultas", scale),
    ]
