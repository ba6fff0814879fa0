"""What becomes of quotas and shelf-life requirements when two customers become one."""
# ruff: noqa: S608  (SQL, put together from the constants of this module only)

from typing import Final

from django.db.backends.utils import CursorWrapper

from vinculo.identity.following import Followed, follow_table

# Quotas of one product or line and period, one of each record.
_PAIRS: Final = """
    select mine.id as mine, theirs.id as theirs, theirs."limit" as more
    from stock_quota mine join stock_quota theirs
        using (unit_id, dimension, starts_on, ends_on, classification)
    where mine.party_id = %(survivor)s and theirs.party_id = %(loser)s
    and mine.product_id is not distinct from theirs.product_id and mine.line_id is not distinct from theirs.line_id
    and mine.establishment_id is not distinct from theirs.establishment_id
    and mine.representative_id is not distinct from theirs.representative_id
"""
_ADD_UP: Final = (
    f"""delete from stock_quotatransfer moved using ({_PAIRS}) as pair
    where (moved.from_quota_id, moved.to_quota_id) in ((pair.mine, pair.theirs), (pair.theirs, pair.mine))""",
    f"""update stock_quota quota set "limit" = quota."limit" + pair.more from ({_PAIRS}) as pair
    where quota.id = pair.mine""",
)
_STRICTEST: Final = """
    update stock_lotrequirement mine set
        minimum_days = greatest(mine.minimum_days, theirs.minimum_days),
        single_lot = mine.single_lot or theirs.single_lot
    from stock_lotrequirement theirs
    where mine.party_id = %(survivor)s and theirs.party_id = %(loser)s
    and mine.product_id is not distinct from theirs.product_id
    and (mine.minimum_days < theirs.minimum_days or theirs.single_lot and not mine.single_lot)
"""


def quotas(cursor: CursorWrapper, loser: int, survivor: int) -> Followed:
    """Equal quotas become one that allows what both did: what either has taken of its own fits in it."""
    for statement in _ADD_UP:
        cursor.execute(statement, {"loser": loser, "survivor": survivor})
    return follow_table(cursor, "stock_quota", loser, survivor)


def requirements(cursor: CursorWrapper, loser: int, survivor: int) -> Followed:
    """Of two requirements for the same goods the stricter holds."""
    cursor.execute(_STRICTEST, {"loser": loser, "survivor": survivor})
    return follow_table(cursor, "stock_lotrequirement", loser, survivor)
