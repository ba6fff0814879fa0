"""The delivery route that serves a sale."""

from datetime import date

from vinculo.engines.promise import Route
from vinculo.price_book.models import DeliveryRoute
from vinculo.price_book.queries.market import Market

# By the town, then the state, then everywhere; of those the establishment's own, then the newest, then the first code.
_SERVING = """
    select route.* from price_book_deliveryroute route
    cross join lateral (
        select coalesce(bool_or(municipality_id = %(town)s), false) as here, count(*) = 0 as anywhere
        from price_book_deliveryroute_municipalities where deliveryroute_id = route.id
    ) towns
    where route.company_id = %(company)s and route.is_active
        and route.valid_from <= %(on)s and (route.valid_until is null or route.valid_until >= %(on)s)
        and (route.establishment_id is null or route.establishment_id = %(establishment)s)
        and (towns.here or %(uf)s = any(route.states) or (towns.anywhere and route.states = '{}'))
    order by not towns.here, %(uf)s <> all(route.states), route.establishment_id is null, route.valid_from desc,
        route.code
    limit 1
"""


def route_for(market: Market, *, on: date) -> DeliveryRoute | None:
    """The route in use that serves the market on a day; None when none does. One query."""
    inputs = {
        "company": market.company_id,
        "establishment": market.establishment_id,
        "town": int(market.municipality or 0),
        "uf": market.uf,
        "on": on,
    }
    return next(iter(DeliveryRoute.objects.raw(_SERVING, inputs)), None)


def engine_route(route: DeliveryRoute) -> Route:
    """The route as the promise engine takes it."""
    return Route(str(route), frozenset(route.weekdays), frozenset(route.days_off), route.cut_off)
