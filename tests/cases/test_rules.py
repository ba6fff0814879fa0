"""The pure rules: the colours at midnight (R-10), the future (R-12), what is offered (R-3), lost sales (R-2)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vinculo.cases import rules
from vinculo.cases.refusals import ContactInThePast
from vinculo.cases.rules import Bucket
from vinculo.cases.search import protocols_meant

ZONE = ZoneInfo("America/Sao_Paulo")


def local(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due_at", "now", "expected"),
    [
        (local(10, 0), local(10, 23, 59, 59), Bucket.TODAY),
        (local(10, 23, 59, 59), local(10, 0), Bucket.TODAY),
        (local(10, 9), local(10, 18), Bucket.TODAY),
        (local(9, 23, 59, 59), local(10, 0), Bucket.OVERDUE),
        (local(10, 23, 59), local(11, 0), Bucket.OVERDUE),
        (local(11, 0), local(10, 23, 59, 59), Bucket.FUTURE),
        # 22:30 in São Paulo is already the 11th in UTC: the local day decides.
        (datetime(2026, 3, 11, 1, 30, tzinfo=UTC), local(10, 8), Bucket.TODAY),
        (local(10, 8), datetime(2026, 3, 11, 2, 59, tzinfo=UTC), Bucket.TODAY),
        (local(10, 8), datetime(2026, 3, 11, 3, 0, tzinfo=UTC), Bucket.OVERDUE),
    ],
)
def test_a_contact_belongs_to_its_local_day_until_midnight(due_at: datetime, now: datetime, expected: Bucket) -> None:
    assert rules.bucket(due_at, now, ZONE) is expected


def test_the_contact_of_tomorrow_is_green_then_black_then_red() -> None:
    due_at = local(11, 9)
    colours = [rules.bucket(due_at, local(10, 15) + timedelta(days=days), ZONE) for days in range(3)]
    assert colours == [Bucket.FUTURE, Bucket.TODAY, Bucket.OVERDUE]


def test_the_next_contact_must_be_in_the_future() -> None:
    rules.require_future(local(10, 10, 1), local(10, 10))
    for due_at in (local(10, 10), local(10, 9, 59)):
        with pytest.raises(ContactInThePast):
            rules.require_future(due_at, local(10, 10))


@pytest.mark.parametrize(
    ("natures", "actions", "action", "restrict", "offered"),
    [
        (set(), set(), 7, True, True),
        ({1}, set(), 7, True, True),
        ({2}, set(), 7, False, False),
        ({1}, {7}, 7, True, True),
        ({1}, {8}, 7, True, False),
        ({1}, {8}, 7, False, True),
        ({1}, {8}, None, True, True),
    ],
)
def test_a_reason_is_offered_by_nature_and_by_action_when_restricted(
    natures: set[int], actions: set[int], action: int | None, restrict: bool, offered: bool
) -> None:
    answer = rules.reason_is_offered(
        natures=natures, actions=actions, nature=1, action=action, restrict_by_action=restrict
    )
    assert answer is offered


def test_a_lost_sale_needs_the_reason_and_a_nature_of_sale() -> None:
    assert rules.is_lost_sale("lost_sale", nature_is_sale=True)
    assert not rules.is_lost_sale("lost_sale", nature_is_sale=False)
    assert not rules.is_lost_sale("neutral", nature_is_sale=True)


def test_restricted_texts_are_read_by_the_owner_and_by_who_reads_all() -> None:
    def may(owner: int | None, *, reads_all: bool = False, restricted: bool = True) -> bool:
        return rules.may_read_texts(restricted=restricted, owner_id=owner, reader_id=1, reads_all=reads_all)

    assert may(1)
    assert may(2, reads_all=True)
    assert may(2, restricted=False)
    assert not may(2)
    assert not may(None)


def test_protocols_are_understood_in_short_and_in_full() -> None:
    assert rules.protocol(2026, 123) == "2026-000123"
    assert protocols_meant("2026-123", 2026) == ["2026-000123"]
    assert protocols_meant("123", 2026) == ["2026-000123", "2025-000123"]
    assert protocols_meant("Maria", 2026) == []
