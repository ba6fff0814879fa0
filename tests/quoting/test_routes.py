"""Delivery routes: which one serves a sale, how towns and days are typed, and the date a quote promises by it."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from tests.quoting.market import MarketPlace
from vinculo.customers.models import Address
from vinculo.organization.models import Holiday
from vinculo.price_book.models import DeliveryRoute
from vinculo.quoting import RequestedLine

D = Decimal
SignIn = Callable[[str], Client]


def route(place: MarketPlace, code: str, **fields: object) -> DeliveryRoute:
    return DeliveryRoute.objects.create(
        company=place.cast.company, code=code, name=code.title(), valid_from=date(2026, 1, 1), **fields
    )


def test_the_route_that_names_the_town_wins_and_the_quote_promises_by_it(place: MarketPlace) -> None:
    product = place.product()
    place.depot.put(product, 50)
    everywhere = route(place, "TUDO", weekdays=[0], transit_days=0)
    line = RequestedLine(1, product.pk, D(1))
    # Ordered on Thursday the 26th at noon.
    assert place.quote(line, party_id=place.party.pk).promised == date(2026, 11, 30)
    state = route(place, "SP", states=["SP"], weekdays=[1], transit_days=0)
    assert place.quote(line, party_id=place.party.pk).promised == date(2026, 12, 1)
    town = route(place, "CPS", weekdays=[3, 5], cut_off=time(11), transit_days=1)
    town.municipalities.set([place.cast.campinas])
    quote = place.quote(line, party_id=place.party.pk)
    # Thursday's departure is closed at eleven; Saturday's arrives on the first business day after.
    assert quote.promised == date(2026, 11, 30)
    assert "Cps" in " ".join(step.reason for step in quote.lines[0].promise.derivation)
    for each in (town, state, everywhere):
        each.is_active = False
        each.save()
    assert place.quote(line, party_id=place.party.pk).promised == date(2026, 11, 26)


def test_towns_and_days_are_typed_as_people_write_them(place: MarketPlace, signed_in: SignIn) -> None:
    alice = signed_in("alice")
    typed = {
        "code": "rota1", "name": "Interior", "municipalities": "campinas/sp, Nenhures", "weekdays": ["TER", "SAB"],
        "cut_off": "14:00", "transit_days": "1", "days_off": "24/12/2026, 31/13/2026", "valid_from": "01/01/2026",
        "is_active": "on",
    }  # fmt: skip
    answer = alice.post(reverse("books:new", args=["rotas-de-entrega"]), typed)
    assert answer.status_code == 422
    assert "“Nenhures” não é uma cidade" in answer.text
    assert "“31/13/2026” não é uma data" in answer.text
    typed |= {"municipalities": "campinas", "days_off": "24/12/2026"}
    alice.post(reverse("books:new", args=["rotas-de-entrega"]), typed)
    kept = DeliveryRoute.objects.get(company=place.cast.company, code="ROTA1")
    assert (kept.weekdays, kept.days_off, kept.cut_off) == ([1, 5], [date(2026, 12, 24)], time(14))
    assert [str(town) for town in kept.municipalities.all()] == ["Campinas/SP"]
    page = alice.get(reverse("books:edit", args=["rotas-de-entrega", kept.pk])).text
    assert "Campinas/SP" in page
    assert "24/12/2026" in page
    assert "Ter, Sáb" in alice.get(reverse("books:list", args=["rotas-de-entrega"])).text


def test_each_end_has_its_own_holidays_and_abroad_there_are_none_known(place: MarketPlace) -> None:
    """Thursday the 26th at noon, one day of transit: Friday, unless the town of the delivery is on holiday."""
    product, cast = place.product(), place.cast
    place.depot.put(product, 50)
    route(place, "TUDO", transit_days=1)
    line = RequestedLine(1, product.pk, D(1))
    abroad = place.quote(line, party_id=None, uf="EX")
    assert (abroad.promised, abroad.taxes is not None) == (date(2026, 11, 27), True)
    Address.objects.update(municipality=cast.curitiba)

    def holiday(day: date, **where: object) -> None:
        Holiday.objects.create(company=cast.company, name="Feriado", date=day, repeats_yearly=False, **where)

    assert place.quote(line).promised == date(2026, 11, 27)
    holiday(date(2026, 11, 27), municipality=cast.campinas)
    holiday(date(2026, 11, 27))
    assert place.quote(line).promised == date(2026, 11, 27)
    holiday(date(2026, 11, 27), municipality=cast.curitiba)
    assert place.quote(line).promised == date(2026, 11, 30)
    holiday(date(2026, 11, 30), state_id="PR")
    assert place.quote(line).promised == date(2026, 12, 1)
    # The day of the order is one off for the company: it leaves on Friday's next working day here.
    holiday(date(2026, 11, 26))
    assert place.quote(line).lines[0].promise.ships_on == date(2026, 11, 30)
