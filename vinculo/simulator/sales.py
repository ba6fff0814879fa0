"""A sale as it is typed in the simulator, between the form, the engines and what is kept of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from vinculo.foundation.access import Actor
from vinculo.kernel.exact import ZERO
from vinculo.organization.models import Establishment
from vinculo.quoting import RequestedLine, SaleRequest
from vinculo.simulator.kept import chain_words


def request_of(actor: Actor, sale: Mapping[str, Any], lines: list[Mapping[str, Any]], now: datetime) -> SaleRequest:
    """The sale that cleaned forms describe; the hour of the order is now, at the establishment."""
    place: Establishment = sale["establishment"]
    local = now.astimezone(ZoneInfo(place.municipality.timezone)).replace(tzinfo=None)
    on: date = sale["on"]
    return SaleRequest(
        company_id=actor.company_id,
        establishment_id=place.pk,
        on=on,
        ordered_at=datetime.combine(on, local.time()),
        lines=tuple(_line(number, line) for number, line in enumerate(lines, start=1)),
        party_id=_pk(sale, "party"),
        uf=sale["uf"] if not sale["party"] else "",
        nature=sale["nature"],
        destination=sale["destination"],
        term_id=_pk(sale, "term"),
        method_id=_pk(sale, "method"),
        scenario=sale["scenario"].code if sale["scenario"] else "",
        channel=sale["channel"],
        freight_type_id=_pk(sale, "freight_type"),
        carrier=sale["carrier"].code if sale["carrier"] else "",
        freight=sale["freight"],
        insurance=sale["insurance"] or ZERO,
        other=sale["other"] or ZERO,
        header_percent=sale["header_percent"] or ZERO,
        header_amount=sale["header_amount"] or ZERO,
        seller_id=_pk(sale, "seller"),
        wanted_on=sale["wanted_on"],
    )


def in_another_year(request: SaleRequest, on: date) -> SaleRequest:
    """The same sale on another day, at the same hour."""
    moved = request.wanted_on + (on - request.on) if request.wanted_on else None
    return replace(request, on=on, ordered_at=datetime.combine(on, request.ordered_at.time()), wanted_on=moved)


def next_year_of(day: date) -> date:
    """The same day a year later; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _line(number: int, line: Mapping[str, Any]) -> RequestedLine:
    discounts = line["discount"]
    return RequestedLine(
        number=number,
        product_id=line["product"],
        quantity=line["quantity"],
        unit_id=line["unit"],
        discounts=tuple(each for each in discounts if each >= ZERO),
        surcharges=tuple(-each for each in discounts if each < ZERO),
        new_price=line["new_price"],
    )


def _pk(sale: Mapping[str, Any], name: str) -> int | None:
    return sale[name].pk if sale[name] else None


def typed_again(request: SaleRequest, scenario_id: int | None, carrier_id: int | None) -> dict[str, Any]:
    """The sale as the initial values of its form."""
    return {
        "establishment": request.establishment_id,
        "party": request.party_id,
        "uf": request.uf,
        "on": request.on,
        "nature": request.nature,
        "destination": request.destination,
        "term": request.term_id,
        "method": request.method_id,
        "scenario": scenario_id,
        "channel": request.channel,
        "seller": request.seller_id,
        "freight_type": request.freight_type_id,
        "carrier": carrier_id,
        "freight": request.freight,
        "insurance": request.insurance or None,
        "other": request.other or None,
        "header_percent": request.header_percent or None,
        "header_amount": request.header_amount or None,
        "wanted_on": request.wanted_on,
    }


def lines_again(request: SaleRequest) -> list[dict[str, Any]]:
    """The lines as the initial values of their forms."""
    return [
        {
            "product": line.product_id,
            "quantity": line.quantity,
            "unit": line.unit_id,
            "discount": chain_words(line),
            "new_price": line.new_price,
        }
        for line in request.lines
    ]
