"""Promise dates: stock, receipts, lead time, cut-off, holidays of both ends, the route, deliveries in parts."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vinculo.engines.promise import Basis, Place, PromiseProblem, PromiseRequest, Receipt, Route, promise

D = Decimal
SP = Place("SP", name="Campinas/SP")
# A Wednesday; Friday the 20th is a holiday.
WEDNESDAY = datetime(2026, 11, 18, 10, 0)  # noqa: DTZ001  (local to the shipping place, as the engine takes it)
BASE = PromiseRequest(quantity=D(10), ordered_at=WEDNESDAY, origin=SP, destination=SP, cut_off=time(14))


def test_three_business_days_in_sao_paulo_skip_the_holiday_and_the_weekend() -> None:
    found = promise(replace(BASE, lead_days=3))
    assert (found.promised, found.basis) == (date(2026, 11, 24), Basis.LEAD_TIME)
    assert "18/11/2026 + 3 dias úteis de reposição = 24/11/2026" in found.derivation[-1].reason


def test_after_the_cut_off_the_day_counts_from_the_next_business_day() -> None:
    late = replace(BASE, on_hand=D(10), ordered_at=WEDNESDAY.replace(hour=14, minute=1))
    assert promise(late).promised == date(2026, 11, 19)
    assert promise(replace(late, ordered_at=WEDNESDAY.replace(hour=14, minute=0))).promised == date(2026, 11, 18)
    saturday = replace(late, ordered_at=datetime(2026, 11, 21, 16, 0))  # noqa: DTZ001
    assert promise(saturday).promised == date(2026, 11, 23)


def test_what_is_reserved_or_blocked_is_not_available() -> None:
    short = replace(BASE, on_hand=D(12), reserved=D(2), blocked=D(1), lead_days=5)
    assert promise(short).basis is Basis.LEAD_TIME
    assert promise(replace(short, blocked=D(0))).basis is Basis.STOCK


def test_the_first_receipt_that_covers_the_rest() -> None:
    receipts = (Receipt(date(2026, 12, 1), D(6)), Receipt(date(2026, 11, 25), D(3)))
    found = promise(replace(BASE, on_hand=D(2), receipts=receipts, lead_days=60, picking_days=1))
    assert (found.basis, found.promised) == (Basis.RECEIPT, date(2026, 12, 2))
    offered = [(each.quantity, each.arrives_on, each.basis) for each in found.schedule]
    assert offered == [
        (D(2), date(2026, 11, 19), Basis.STOCK),
        (D(3), date(2026, 11, 26), Basis.RECEIPT),
        (D(5), date(2026, 12, 2), Basis.RECEIPT),
    ]
    assert found.is_split


def test_route_and_transit_by_the_calendar_of_the_destination() -> None:
    tuesdays = Route("Interior", weekdays=frozenset({1}))
    # 8 December is a holiday of the destination town only.
    town = Place("SP", frozenset({date(2026, 11, 25)}), "Marília/SP")
    found = promise(replace(BASE, on_hand=D(10), route=tuesdays, transit_days=1, destination=town))
    assert (found.ships_on, found.promised) == (date(2026, 11, 24), date(2026, 11, 26))
    assert [step.code for step in found.derivation][-2:] == ["promise.route", "promise.transit"]


def test_a_receipt_later_than_the_goods_made_on_demand_is_not_waited_for() -> None:
    coming = (Receipt(date(2026, 12, 15), D(3)),)
    found = promise(replace(BASE, on_hand=D(4), receipts=coming, lead_days=3))
    offered = [(each.quantity, each.arrives_on, each.basis) for each in found.schedule]
    assert offered == [(D(4), date(2026, 11, 18), Basis.STOCK), (D(6), date(2026, 11, 24), Basis.LEAD_TIME)]
    assert found.promised == date(2026, 11, 24)


def test_without_any_source_there_is_no_promise_but_what_there_is_is_offered() -> None:
    found = promise(replace(BASE, on_hand=D(4)))
    assert (found.promised, found.problems) == (None, (PromiseProblem.NO_SOURCE,))
    assert [each.quantity for each in found.schedule] == [D(4)]


def test_a_route_that_never_runs() -> None:
    stopped = Route("Nunca", days_off=frozenset(WEDNESDAY.date() + timedelta(days) for days in range(400)))
    assert promise(replace(BASE, on_hand=D(10), route=stopped)).problems == (PromiseProblem.NO_ROUTE,)


def test_a_date_wanted_before_the_possible_one_needs_authority() -> None:
    wanted = replace(BASE, lead_days=3, wanted=date(2026, 11, 23))
    assert promise(wanted).problems == (PromiseProblem.LATER_THAN_WANTED,)
    assert promise(replace(wanted, wanted=date(2026, 11, 24))).problems == ()


def test_the_first_date_of_a_product() -> None:
    found = promise(replace(BASE, on_hand=D(10), not_before=date(2026, 12, 5)))
    assert found.promised == date(2026, 12, 7)


@given(
    on_hand=st.integers(0, 20),
    receipts=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=5),
    lead=st.none() | st.integers(0, 15),
)
def test_the_schedule_covers_the_line_or_all_that_can_be_had(
    on_hand: int, receipts: list[tuple[int, int]], lead: int | None
) -> None:
    coming = tuple(Receipt(date.fromordinal(date(2026, 11, 18).toordinal() + days), D(free)) for days, free in receipts)
    found = promise(replace(BASE, on_hand=D(on_hand), receipts=coming, lead_days=lead))
    reachable = on_hand + sum(free for _, free in receipts)
    covered = sum(each.quantity for each in found.schedule)
    assert covered == (10 if lead is not None else min(10, reachable))
    assert (found.promised is not None) == (covered == 10)
    for day in (each.arrives_on for each in found.schedule):
        assert SP.is_business_day(day)


def test_a_route_of_saturdays_runs_on_them_and_its_cut_off_closes_the_departure_of_the_day() -> None:
    route = Route("SAB", weekdays=frozenset({1, 5}), cut_off=time(12))
    stocked = replace(BASE, on_hand=D(10), route=route)
    tuesday = datetime(2026, 11, 17, 11, 0)  # noqa: DTZ001
    arrivals = {
        moment: promise(replace(stocked, ordered_at=moment)).promised
        for moment in (tuesday, tuesday.replace(hour=12, minute=1), WEDNESDAY)
    }
    assert list(arrivals.values()) == [date(2026, 11, 17), date(2026, 11, 21), date(2026, 11, 21)]
    late = promise(replace(stocked, ordered_at=tuesday.replace(hour=12, minute=1)))
    assert "depois do corte da rota SAB às 12:00" in late.derivation[-2].reason
    # Days off, and a holiday of the place it leaves, are no departures.
    off = replace(route, days_off=frozenset({date(2026, 11, 21)}))
    assert promise(replace(stocked, route=off)).promised == date(2026, 11, 24)
    home = Place("SP", frozenset({date(2026, 11, 21)}))
    assert promise(replace(stocked, origin=home, destination=SP)).promised == date(2026, 11, 24)


def test_what_should_have_come_already_promises_nothing() -> None:
    """It is not in stock, and nobody knows until when it is not: today would be a promise broken as it is made."""
    receipts = (Receipt(date(2026, 11, 10), D(10)), Receipt(date(2026, 12, 1), D(10)))
    asked = replace(BASE, receipts=receipts)
    assert promise(asked).promised == date(2026, 11, 18)
    found = promise(replace(asked, today=date(2026, 11, 18)))
    assert (found.basis, found.promised) == (Basis.RECEIPT, date(2026, 12, 1))
    assert "10 que deviam ter chegado antes de 18/11/2026 não contam" in found.derivation[2].reason
    assert promise(replace(asked, receipts=receipts[:1], today=date(2026, 11, 18))).problems == (
        PromiseProblem.NO_SOURCE,
    )


def test_what_is_made_on_demand_waits_for_what_is_still_being_picked() -> None:
    found = promise(replace(BASE, on_hand=D(4), lead_days=1, picking_days=3))
    assert found.promised == max(each.arrives_on for each in found.schedule) == date(2026, 11, 24)
