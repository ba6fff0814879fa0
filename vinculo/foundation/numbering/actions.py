from django.db import connection


def next_numbers(*, company_id: int, key: str, year: int, count: int = 1) -> range:
    """Take `count` consecutive numbers of a sequence; two callers never get the same one.

    The counter's row stays locked until the transaction ends: take numbers as late as possible.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into numbering_counter (company_id, key, year, last) values (%s, %s, %s, %s) "
            "on conflict (company_id, key, year) do update set last = numbering_counter.last + excluded.last "
            "returning last",
            [company_id, key, year, count],
        )
        last: int = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
