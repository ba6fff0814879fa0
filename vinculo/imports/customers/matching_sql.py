"""Recognising known parties by the one key the person chose for the file, in place of the usual order of keys.

`MATCH` has filled in `by_document` and `by_code`. Parameters: `run`, `company`.
"""
# ruff: noqa: E501, S608  (SQL, put together from the constants of this module only)

from collections.abc import Mapping
from typing import Final

_REMARK: Final = (
    "insert into imports_remark (run_id, row, field, severity, sentence, value) select %(run)s, staged.number, "
)


def _by_contact(table: str, column: str, staged: str, field: str, words: str) -> tuple[str, ...]:
    found = f"""
        select staged.number, min(known.party_id) as id, count(distinct known.party_id) as parties
        from staged, unnest(staged.{staged}) as wanted join {table} known
        on known.{column} = wanted and known.company_id = %(company)s
        group by staged.number
    """
    return (
        "update staged set party_id = null where party_id is not null",
        f"""{_REMARK} '{field}', 'refusal', format('Há %%s cadastros com este {words}; não dá para saber qual é.', found.parties), ''
        from staged join ({found}) as found using (number) where found.parties > 1""",
        f"""update staged set party_id = found.id from ({found}) as found
        where found.number = staged.number and found.parties = 1""",
    )


BY_KEY: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("update staged set party_id = by_document where party_id is distinct from by_document",),
    "code": ("update staged set party_id = by_code where party_id is distinct from by_code",),
    "email": _by_contact("customers_email", "address", "emails", "email_1", "e-mail"),
    "phone": _by_contact("customers_phone", "number", "phones", "phone_1", "telefone"),
}

# What is somebody's already cannot be given to the party that the chosen key found, nor to a new one.
CLASHES: Final = (
    f"""{_REMARK} 'document', 'refusal', format(
        'O CPF/CNPJ é do cadastro nº %%s, que a chave escolhida para a planilha não reconhece.', by_document), document
    from staged where by_document is not null and by_document is distinct from party_id""",
    f"""{_REMARK} 'code', 'refusal', format(
        'O código externo é do cadastro nº %%s, que a chave escolhida para a planilha não reconhece.', by_code), code
    from staged where by_code is not null and by_code is distinct from party_id and by_document is not distinct from party_id""",
    f"""{_REMARK} 'document', 'refusal', format('O cadastro nº %%s, que a chave reconhece, tem outro CPF/CNPJ.', party.id), staged.document
    from staged join customers_party party on party.id = staged.party_id
    where staged.by_document is null and party.document <> staged.document""",
)
