"""The delivery route that serves a sale."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from vinculo.engines.promise import Route
from vinculo.price_book.models import DeliveryRoute
from vinculo.price_book.queries.market import Market


def route_for(market: Market, *, on: date) -> DeliveryRoute | None:
    """The route in use that serves the market on a day; None when none does. One query.

    By its town, then its state, then everywhere; of those the establishment's own, then the newest, then the first
    code.
    """
    towns = DeliveryRoute.municipalities.through.objects.filter(deliveryroute_id=OuterRef("pk"))
    town = int(market.municipality) if market.municipality else 0
    rows = DeliveryRoute.objects.filter(company_id=market.company_id, is_active=True).in_force(on)
    rows = rows.filter(Q(establishment=None) | Q(establishment_id=market.establishment_id))
    serving = rows.annotate(names_town=Exists(towns.filter(municipality_id=town)), has_towns=Exists(towns)).filter(
        Q(names_town=True) | Q(states__contains=[market.uf]) | Q(has_towns=False, states=[])
    )
    return min(serving, key=lambda route: _rank(route, market), default=None)


def _rank(route: DeliveryRoute, market: Market) -> tuple[int, bool, int, str]:
    reach = 0 if route.names_town else 1 if market.uf in route.states else 2  # type: ignore[attr-defined]  # annotated
    return reach, route.establishment_id is None, -route.valid_from.toordinal(), route.code


def engine_route(route: DeliveryRoute) -> Route:
    """The route as the promise engine takes it."""
    return Route(str(route), frozenset(route.weekdays), frozenset(route.days_off), route.cut_off)
