"""Keeping the vocabulary of names: what is new every few minutes, everything anew at night.

The words are derived from what parties already tell; they are nobody's act and have no audit.
"""

from django.db import connection, transaction

_OF_NAMES = """
    select %(company)s::bigint, word, count(*)
    from customers_party party,
         lateral (
             select distinct unnest(string_to_array(name_key || ' ' || vinculo_fold(trade_name), ' ')) as word
         ) as words
    where party.company_id = %(company)s and party.id > %(after)s and length(word) >= 4 and word !~ '[0-9]'
    group by word order by word
"""
_LEARN = f"""
    insert into customers_nameword (company_id, word, names) {_OF_NAMES}
    on conflict (company_id, word) do update set names = customers_nameword.names + excluded.names
"""
_STAND = """
    insert into customers_namevocabulary (company_id, learned_up_to) values (%(company)s, %(reached)s)
    on conflict (company_id) do update set learned_up_to = excluded.learned_up_to
"""


def learn_new_names(company_id: int) -> None:
    """Take up the words of the parties registered since the last time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select learned_up_to from customers_namevocabulary where company_id = %s for update", [company_id]
        )
        row = cursor.fetchone()
        _learn(company_id, after=row[0] if row else 0)


def relearn_names(company_id: int) -> None:
    """Forget all words and read every name again, so that names changed or erased since leave no trace."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from customers_nameword where company_id = %s", [company_id])
        _learn(company_id, after=0)


def _learn(company_id: int, *, after: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select max(id) from customers_party where company_id = %s", [company_id])
        reached = cursor.fetchone()[0] or 0
        if reached > after:
            cursor.execute(_LEARN, {"company": company_id, "after": after})
            cursor.execute(_STAND, {"company": company_id, "reached": reached})
