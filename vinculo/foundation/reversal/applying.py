"""The staged changes taken back, set by set."""
# ruff: noqa: S608  (SQL, put together from names of tables and columns of the product)

from collections.abc import Mapping, Sequence

from django.db.backends.utils import CursorWrapper

from vinculo.foundation.reversal.catalogue import Reference, columns_of, in_order, is_brought_first

# Columns the audit leaves out because every change sets them: what they become when a row is written back.
_AFRESH: Mapping[str, str] = {"version": "1", "updated_at": "now()"}
_BUMPED: Mapping[str, str] = {"version": "present.version + 1", "updated_at": "now()"}

_PART = "table_name = %s and action = '{action}' and part between %s and %s"


class Applier:
    """Takes back parts of what is staged (`reversal_net.part`). Rows go before others come: unique values are free."""

    def __init__(
        self,
        cursor: CursorWrapper,
        staged: Sequence[tuple[str, str]],
        references: Mapping[str, Sequence[Reference]],
    ) -> None:
        self._cursor = cursor
        self._staged = staged
        self._references = references
        self._columns = {table: columns_of(table) for table in {table for table, _ in staged}}

    def apply(self, first: int, last: int) -> None:
        """Take back the parts from `first` to `last`. Raises `IntegrityError` when a value is somebody else's now."""
        for table in self._tables("delete"):
            self._delete(table, first, last)
        early = {table for table in self._tables("insert") if is_brought_first(table)}
        for table in sorted(early):
            self._insert(table, first, last)
        for table in self._tables("update"):
            self._update(table, first, last)
        for table in self._tables("insert"):
            if table not in early:
                self._insert(table, first, last)

    def _tables(self, action: str) -> list[str]:
        return sorted((table for table, each in self._staged if each == action), key=in_order)

    def _delete(self, table: str, first: int, last: int) -> None:
        wanted = f"select row_id from reversal_net where {_PART.format(action='delete')}"
        for reference in self._references.get(table, ()):
            if reference.follows:
                self._cursor.execute(
                    f'delete from "{reference.table}" where "{reference.column}" in ({wanted})', [table, first, last]
                )
        self._cursor.execute(f'delete from "{table}" where id in ({wanted})', [table, first, last])

    def _update(self, table: str, first: int, last: int) -> None:
        self._cursor.execute(
            f"select distinct columns from reversal_net where {_PART.format(action='update')}",
            [table, first, last],
        )
        known = self._columns[table]
        for (columns,) in self._cursor.fetchall():
            restored = [column for column in columns if column in known and column != "id"]
            if not restored:
                continue
            bumped = [column for column in _BUMPED if column in known and column not in restored]
            targets = ", ".join(f'"{column}"' for column in (*restored, *bumped))
            values = ", ".join((*(f'was."{column}"' for column in restored), *(_BUMPED[column] for column in bumped)))
            self._cursor.execute(
                f"""update "{table}" present set ({targets}) = row({values})
                from reversal_net net, jsonb_populate_record(null::"{table}", net.before) was
                where {_PART.format(action="update")}
                and net.columns = %s and present.id = net.row_id""",
                [table, first, last, columns],
            )

    def _insert(self, table: str, first: int, last: int) -> None:
        """Columns the audit did not record begin afresh; those with a default of the database get it."""
        self._cursor.execute(
            f"""select distinct key from reversal_net, jsonb_object_keys(before) as key
            where {_PART.format(action="insert")}""",
            [table, first, last],
        )
        recorded = {key for (key,) in self._cursor.fetchall()}
        known = self._columns[table]
        columns = [column for column in known if column in recorded]
        afresh = [column for column in _AFRESH if column in known and column not in recorded]
        if not columns:
            return
        targets = ", ".join(f'"{column}"' for column in (*columns, *afresh))
        values = ", ".join((*(f'was."{column}"' for column in columns), *(_AFRESH[column] for column in afresh)))
        self._cursor.execute(
            f"""insert into "{table}" ({targets}) overriding system value
            select {values} from reversal_net net, jsonb_populate_record(null::"{table}", net.before) was
            where {_PART.format(action="insert")}
            and not exists (select from "{table}" present where present.id = net.row_id)
            order by net.row_id""",
            [table, first, last],
        )
