"""What points to one record made to point to another, set by set: every foreign key there is, found by looking."""
# ruff: noqa: S608  (SQL, put together from names of tables and columns of the product)

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.backends.utils import CursorWrapper

from vinculo.customers.models import Party
from vinculo.foundation.audit.tracked import tracked_tables
from vinculo.foundation.audit.wording import name_of_table
from vinculo.foundation.reversal.catalogue import Reference, references_to

_TARGET: Final = Party._meta.db_table
# Special(cursor, loser, survivor): a table whose rows cannot simply be pointed elsewhere.
Special = Callable[[CursorWrapper, int, int], "Followed"]


@dataclass(slots=True)
class Followed:
    """Rows that went along, and rows the survivor had already, by what they are called."""

    moved: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Followed") -> None:
        self.moved.update(other.moved)
        self.dropped.update(other.dropped)


_specials: dict[str, Special] = {}
_early: list[str] = []


def register_special(table: str, follow: Special) -> None:
    """Handle a table that refers to customers by a function of its own."""
    _specials[table] = follow


def register_early(table: str) -> None:
    """Move the rows of this table before those of the others (a trigger of another table looks at them)."""
    _early.append(table)


def references() -> list[Reference]:
    """The columns that point to a customer and whose rows follow one; what is derived is left to be made again."""
    found = [each for each in references_to(_TARGET, tracked_tables()) if not each.follows]
    return sorted(found, key=lambda each: (each.table not in _early, each.table, each.column))


def derived() -> list[Reference]:
    return [each for each in references_to(_TARGET, tracked_tables()) if each.follows]


def follow(cursor: CursorWrapper, loser: int, survivor: int) -> Followed:
    """Point everything that points to `loser` to `survivor`. Inside the caller's transaction."""
    done = Followed()
    for each in _pointing(cursor, derived(), loser):
        cursor.execute(f'delete from "{each.table}" where "{each.column}" = %s', [loser])
    handled: set[str] = set()
    for each in _pointing(cursor, references(), loser):
        special = _specials.get(each.table)
        if special is None:
            done.add(_follow_column(cursor, each, loser, survivor))
        elif each.table not in handled:
            handled.add(each.table)
            done.add(special(cursor, loser, survivor))
    return done


def _pointing(cursor: CursorWrapper, among: Sequence[Reference], party_id: int) -> list[Reference]:
    """Those with a row that points to the record: of dozens of tables most have none. One query."""
    if not among:
        return []
    questions = " union all ".join(
        f'select {place} where exists (select from "{each.table}" where "{each.column}" = %(party)s)'
        for place, each in enumerate(among)
    )
    cursor.execute(questions, {"party": party_id})
    return [among[place] for place in sorted(place for (place,) in cursor.fetchall())]


def follow_table(cursor: CursorWrapper, table: str, loser: int, survivor: int) -> Followed:
    """What a merge does with a table's rows by itself: for a `Special` that has prepared them."""
    done = Followed()
    for each in references():
        if each.table == table:
            done.add(_follow_column(cursor, each, loser, survivor))
    return done


def _follow_column(cursor: CursorWrapper, reference: Reference, loser: int, survivor: int) -> Followed:
    done = Followed()
    name = name_of_table(reference.table)
    for rule in _uniqueness(reference.table, reference.column):
        if rule.flag:
            _yield_flag(cursor, reference, rule, loser, survivor)
        else:
            if not rule.columns:
                _fill_blanks(cursor, reference, loser, survivor)
            done.dropped[name] += _drop_repeated(cursor, reference, rule, loser, survivor)
    cursor.execute(
        f'update "{reference.table}" set "{reference.column}" = %s where "{reference.column}" = %s', [survivor, loser]
    )
    done.moved[name] += cursor.rowcount
    return done


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows of one customer must differ in `columns`; with `flag`, only one of them may have that flag.

    `nulls_alike`: two rows without a value are the same there.
    """

    columns: tuple[str, ...]
    flag: str = ""
    nulls_alike: bool = False


@lru_cache(maxsize=256)
def _uniqueness(table: str, column: str) -> tuple[_Rule, ...]:
    return tuple(
        _rules(
            next(each for each in apps.get_models(include_auto_created=True) if each._meta.db_table == table), column
        )
    )


def _rules(model: type[models.Model], column: str) -> Iterator[_Rule]:
    by_name = {each.name: str(each.column) for each in model._meta.concrete_fields}
    for each in model._meta.concrete_fields:
        if each.column == column and each.unique:
            yield _Rule(())
    for names in model._meta.unique_together:
        columns = tuple(by_name[name] for name in names)
        if column in columns:
            yield _Rule(tuple(other for other in columns if other != column))
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        columns = tuple(by_name[name] for name in constraint.fields)
        if column not in columns:
            continue
        others = tuple(other for other in columns if other != column)
        yield _Rule(others, _flag_of(constraint.condition, by_name), constraint.nulls_distinct is False)


def _flag_of(condition: models.Q | None, by_name: dict[str, str]) -> str:
    """The one boolean column that a condition like `Q(is_main=True)` is about.

    Raises `ImproperlyConfigured` for any other condition: such a table needs a function of its own.
    """
    if condition is None:
        return ""
    match condition.children:
        case [(str(name), True)] if name in by_name and not condition.negated:
            return by_name[name]
        case _:
            raise ImproperlyConfigured(f"a merge does not know what {condition} means: register_special")


def _yield_flag(cursor: CursorWrapper, reference: Reference, rule: _Rule, loser: int, survivor: int) -> None:
    """Where both have a row with the flag, the survivor's keeps it."""
    same = _same(rule)
    cursor.execute(
        f"""update "{reference.table}" theirs set "{rule.flag}" = false
        where theirs."{reference.column}" = %s and theirs."{rule.flag}" and exists (
            select from "{reference.table}" mine
            where mine."{reference.column}" = %s and mine."{rule.flag}"{same})""",
        [loser, survivor],
    )


def _fill_blanks(cursor: CursorWrapper, reference: Reference, loser: int, survivor: int) -> None:
    """Of two rows of which a customer has one, the survivor's takes what only the loser's says."""
    model = next(each for each in apps.get_models(include_auto_created=True) if each._meta.db_table == reference.table)
    fields = [each for each in model._meta.concrete_fields if not each.primary_key and each.column != reference.column]
    if not fields:
        return
    targets = ", ".join(f'"{each.column}"' for each in fields)
    values = ", ".join(
        f'coalesce(nullif(mine."{each.column}", \'\'), theirs."{each.column}")'
        if isinstance(each, models.CharField | models.TextField)
        else f'coalesce(mine."{each.column}", theirs."{each.column}")'
        for each in fields
    )
    cursor.execute(
        f"""update "{reference.table}" mine set ({targets}) = row({values}) from "{reference.table}" theirs
        where mine."{reference.column}" = %s and theirs."{reference.column}" = %s""",
        [survivor, loser],
    )


def _drop_repeated(cursor: CursorWrapper, reference: Reference, rule: _Rule, loser: int, survivor: int) -> int:
    """Where the survivor has the same, the loser's row goes; what pointed to it points to the survivor's."""
    pairs = f"""
        select theirs.id as theirs, min(mine.id) as mine
        from "{reference.table}" theirs join "{reference.table}" mine on mine."{reference.column}" = %s{_same(rule)}
        where theirs."{reference.column}" = %s group by theirs.id
    """
    for child in references_to(reference.table, {}):
        cursor.execute(
            f"""update "{child.table}" child set "{child.column}" = pair.mine from ({pairs}) as pair
            where child."{child.column}" = pair.theirs""",
            [survivor, loser],
        )
    cursor.execute(
        f'delete from "{reference.table}" gone using ({pairs}) as pair where gone.id = pair.theirs', [survivor, loser]
    )
    return int(cursor.rowcount)


def _same(rule: _Rule) -> str:
    alike = "is not distinct from" if rule.nulls_alike else "="
    return "".join(f' and mine."{column}" {alike} theirs."{column}"' for column in rule.columns)


def rows_linked(cursor: CursorWrapper, party_id: int, most: int = 1_000) -> dict[str, int]:
    """How many rows point to a record, by what they are called; counting stops at `most` for each."""
    found: Counter[str] = Counter()
    for each in references():
        cursor.execute(
            f'select count(*) from (select from "{each.table}" where "{each.column}" = %s limit %s) as linked',
            [party_id, most],
        )
        found[name_of_table(each.table)] += cursor.fetchone()[0]
    return {name: count for name, count in found.items() if count}


def added_since(cursor: CursorWrapper, party_id: int, change_id: int) -> dict[str, int]:
    """The rows pointing to a record whose insertion the audit recorded after a change, by what they are called."""
    tracked = tracked_tables()
    found: Counter[str] = Counter()
    for each in references():
        known = tracked.get(each.table)
        if known is None:
            continue
        cursor.execute(
            f"""select count(*) from "{each.table}" linked where linked."{each.column}" = %s and exists (
                select from audit_change change
                where change.root_type = %s and change.root_id = linked."{known.root_column}" and change.id > %s
                and change.table_name = %s and change.row_id = linked.id and change.operation = 'I')""",
            [party_id, known.root_type, change_id, each.table],
        )
        found[name_of_table(each.table)] += cursor.fetchone()[0]
    return {name: count for name, count in found.items() if count}


def _pairs(table: str, low: str, high: str, *, mutual: str, kind: str = "") -> Special:
    """Rows that link two customers: those between the two go; a mutual pair that would be out of order is turned."""
    same_kind = f' and known."{kind}" = link."{kind}"' if kind else ""
    turned = f"""
        select link.id,
            case when {mutual} then least(one, two) else one end as one,
            case when {mutual} then greatest(one, two) else two end as two
        from (select *, case when "{low}" = %(loser)s then %(survivor)s else "{low}" end as one,
                     case when "{high}" = %(loser)s then %(survivor)s else "{high}" end as two
              from "{table}" where "{low}" = %(loser)s or "{high}" = %(loser)s) as link
    """

    def follow_pairs(cursor: CursorWrapper, loser: int, survivor: int) -> Followed:
        done, name = Followed(), name_of_table(table)
        inputs: dict[str, Any] = {"loser": loser, "survivor": survivor}
        cursor.execute(
            f"""delete from "{table}" link using ({turned}) as turned
            where link.id = turned.id and (turned.one = turned.two or exists (
                select from "{table}" known where known."{low}" = turned.one and known."{high}" = turned.two
                and known.id <> link.id{same_kind}))""",
            inputs,
        )
        done.dropped[name] += cursor.rowcount
        cursor.execute(
            f"""update "{table}" link set "{low}" = turned.one, "{high}" = turned.two from ({turned}) as turned
            where link.id = turned.id""",
            inputs,
        )
        done.moved[name] += cursor.rowcount
        return done

    return follow_pairs


def _consents(cursor: CursorWrapper, loser: int, survivor: int) -> Followed:
    """The last word on a channel wins, whichever record it was said to; of two at one instant, the refusal."""
    cursor.execute(
        """update customers_consent mine set (is_granted, source, decided_at, legal_basis, policy_id)
            = row(theirs.is_granted, theirs.source, theirs.decided_at, theirs.legal_basis, theirs.policy_id)
        from customers_consent theirs
        where mine.party_id = %s and theirs.party_id = %s and mine.channel = theirs.channel
        and (theirs.decided_at > mine.decided_at or theirs.decided_at = mine.decided_at and not theirs.is_granted)""",
        [survivor, loser],
    )
    return follow_table(cursor, "customers_consent", loser, survivor)


register_special("customers_consent", _consents)
register_special(
    "customers_relation",
    _pairs(
        "customers_relation", "party_id", "other_id", mutual="kind in ('spouse', 'household', 'group')", kind="kind"
    ),
)
register_special("identity_distinction", _pairs("identity_distinction", "first_id", "second_id", mutual="true"))
register_early("customers_consentdecision")
