"""Reading a list by several ways to its rows shows what reading it by one condition shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.foundation.lists.parties import party
from vinculo.customers.models import Party
from vinculo.foundation.access import Actor
from vinculo.foundation.lists.keyset import Order, page_of, read_cursor

KEY = "tests.ways"
SIZE, MOST_PAGES = 4, 20


@pytest.fixture
def parties(cast: Cast) -> None:
    """Rows of every kind for a manager of the head office: of the branch, one's own elsewhere, nobody's."""
    for number in range(18):
        owner = (None, cast.user("ana"), cast.user("bruno"))[number % 3]
        place = cast.branch if number % 2 else cast.head
        team = cast.sales if number % 4 else None
        party(cast, f"Nome {number % 7}", owner=owner, establishment=place, team=team)


def _all_pages(actor: Actor, order: Order, *, by_ways: bool) -> list[list[int]]:
    """Every page forwards, then every page back to the first one."""
    rows = Party.objects.visible_to(actor)
    ways = Party.objects.ways_to(actor) if by_ways else []
    pages: list[list[int]] = []
    cursor = ""
    while len(pages) < MOST_PAGES:
        place = read_cursor(cursor, key=KEY, order=order, model=Party)
        found = page_of(rows, key=KEY, order=order, cursor=place, size=SIZE, ways=ways)
        pages.append([row.pk for row in found.rows])
        cursor = found.next
        if not cursor:
            break
    while found.previous and len(pages) < MOST_PAGES:
        place = read_cursor(found.previous, key=KEY, order=order, model=Party)
        found = page_of(rows, key=KEY, order=order, cursor=place, size=SIZE, ways=ways)
        pages.append([row.pk for row in found.rows])
    return pages


@pytest.mark.usefixtures("parties")
@pytest.mark.parametrize("who", ["ana", "sofia", "bruno", "alice"])
@pytest.mark.parametrize("order", ["name_key", "-name_key", "id", "-document"])
def test_the_pages_are_the_same(cast: Cast, who: str, order: str) -> None:
    actor, parsed = cast.actor(who), Order.parse(order)
    expected = _all_pages(actor, parsed, by_ways=False)
    assert 2 < len(expected) < MOST_PAGES
    assert _all_pages(actor, parsed, by_ways=True) == expected


@pytest.mark.usefixtures("parties")
def test_a_row_found_by_two_ways_is_shown_once(cast: Cast) -> None:
    rows, ways = Party.objects.visible_to(cast.bruno), Party.objects.ways_to(cast.bruno)
    with CaptureQueriesContext(connection) as queries:
        found = page_of(rows, key=KEY, order=Order.parse("name_key"), cursor=None, size=50, ways=ways).rows
    assert len({row.pk for row in found}) == len(found) == rows.count()
    assert len(queries) == 2
