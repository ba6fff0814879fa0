"""The columns other systems write, as they write them, and which field each is taken for."""

import pytest

from vinculo.imports.customers.fields import FIELDS
from vinculo.imports.mapping import suggest

LAYOUTS = [
    {"CD_CLIENTE": "code", "NM_CLIENTE": "name", "NR_CPF_CNPJ": "document", "TP_PESSOA": "kind",
     "DT_NASC": "birth_date", "NR_CELULAR": "phone_2", "DS_EMAIL": "email_1", "NR_CEP": "cep",
     "NM_CIDADE": "municipality", "SG_UF": "state"},
    {"A1_COD": "code", "A1_NOME": "name", "A1_CGC": "document", "A1_END": "street", "A1_MUN": "municipality",
     "A1_EST": "state", "A1_DDD": "area_code", "A1_TEL": "phone_1"},
    {"Cód. Cli.": "code", "Nome/Razão": "name", "Nome Fant.": "trade_name", "Dt. Nasc.": "birth_date",
     "Tel. Res.": "phone_1", "Tel. Cel.": "phone_2", "C.E.P.": "cep", "Cid.": "municipality",
     "Insc. Est.": "state_registration"},
    {"Nome do vendedor": "seller", "Nome": "name", "CPF do cônjuge": "", "CPF": "document", "Data de cadastro": "",
     "E-mail do contato": "", "E-mail": "email_1", "CEP de cobrança": "", "CEP": "cep",
     "Status do pedido": ""},
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_column_is_what_its_system_means_by_it(layout: dict[str, str]) -> None:
    headers = list(layout)
    chosen = suggest(headers, FIELDS)
    assert {header: chosen.get(place, "") for place, header in enumerate(headers)} == layout
