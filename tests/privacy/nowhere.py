"""Looking for somebody in the whole database."""

from django.db import connection


def assert_nowhere(*texts: str, but: tuple[str, ...] = ()) -> None:
    """None of the texts stands in any text or JSON column of the whole database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'public' "
            "and (data_type in ('text', 'character varying', 'jsonb', 'tsvector') or data_type = 'ARRAY')"
        )
        found = []
        for table, column in cursor.fetchall():
            if table in but or table.startswith("geography"):
                continue
            for text in texts:
                cursor.execute(f'select count(*) from "{table}" where "{column}"::text ilike %s', [f"%{text}%"])
                if cursor.fetchone()[0]:
                    found.append((table, column, text))
    assert found == [], found
