"""What one press of a key means: the forms read together, and the quotes they ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from vinculo.foundation.access import Actor
from vinculo.price_book.models import Carrier, NegotiationScenario
from vinculo.quoting import Quote, SaleRequest, Surroundings, compose, surroundings
from vinculo.simulator.forms import OtherForm, SaleForm, first_values, line_rows
from vinculo.simulator.sales import in_another_year, lines_again, request_of, typed_again

COMPARING = "comparing"


@dataclass(frozen=True, slots=True)
class Answered:
    """A sale quoted, with what it looked at."""

    request: SaleRequest
    around: Surroundings
    quote: Quote


class TypedSale:
    """The forms of the simulator: the sale, its lines, and what a second scenario does differently."""

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None, now: datetime, *, kept: Any = None) -> None:
        self.actor, self.now = actor, now
        self.comparing = bool(data and data.get(COMPARING))
        initial, lines = first_values(actor, now.date()), None
        if kept is not None:
            initial, lines = self._again(kept)
        self.sale = SaleForm(actor, data, initial=initial)
        self.lines = line_rows(actor, data, lines)
        self._data = data

    @cached_property
    def other(self) -> OtherForm:
        """What a second scenario does differently; made only where it is drawn or compared."""
        return OtherForm(self.actor, self._data if self.comparing else None)

    def is_valid(self) -> bool:
        parts = [self.sale.is_valid(), self.lines.is_valid(), not self.comparing or self.other.is_valid()]
        return all(parts)

    @property
    def is_empty(self) -> bool:
        """No line holds a product; only when valid."""
        return not self.lines.kept()

    def faults(self) -> list[str]:
        """What is wrong with what was typed, one sentence each, with the line it is of."""
        found = [
            f"{self.sale.fields[name].label}: {error}" if name in self.sale.fields else str(error)
            for name, errors in self.sale.errors.items()
            for error in errors
        ]
        for number, form in enumerate(self.lines.forms, start=1):
            found += [
                f"Item {number}, {form.fields[name].label if name in form.fields else 'linha'}: {error}"
                for name, errors in form.errors.items()
                for error in errors
            ]
        if self.comparing:
            found += [str(error) for errors in self.other.errors.values() for error in errors]
        return found + [str(error) for error in self.lines.non_form_errors()]

    def request(self) -> SaleRequest:
        """The sale asked for; only when valid."""
        return request_of(self.actor, self.sale.cleaned_data, self.lines.kept(), self.now)

    def answer(self) -> Answered:
        """The first scenario; only when valid and not empty."""
        return answered(self.actor, self.request())

    def other_answer(self, first: Answered) -> Answered:
        """The second scenario: the same sale with what was typed to be different."""
        typed = self.other.cleaned_data
        request = first.request
        if typed["on"]:
            request = in_another_year(request, typed["on"])
        if typed["term"]:
            request = replace(request, term_id=typed["term"].pk)
        if typed["scenario"]:
            request = replace(request, scenario=typed["scenario"].code)
        if typed["freight_type"]:
            request = replace(request, freight_type_id=typed["freight_type"].pk)
        if typed["header_percent"] is not None:
            request = replace(request, header_percent=typed["header_percent"])
        return answered(self.actor, request)

    def _again(self, kept: SaleRequest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        company = {"company_id": self.actor.company_id}
        scenario = (
            NegotiationScenario.objects.filter(**company, code=kept.scenario).values_list("pk", flat=True).first()
        )
        carrier = Carrier.objects.filter(**company, code=kept.carrier).values_list("pk", flat=True).first()
        return typed_again(kept, scenario, carrier), lines_again(kept)


def answered(actor: Actor, request: SaleRequest) -> Answered:
    around = surroundings(actor, request)
    return Answered(request, around, compose(request, around))
