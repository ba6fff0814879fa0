"""A kept sale put before those who may let it pass: what they judge, and asking them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Model
from django.http import Http404

from vinculo.approvals import actions as approvals
from vinculo.approvals.models import ApprovalRequest
from vinculo.approvals.refusals import ApprovalRefused
from vinculo.catalogue.models import Product, Unit
from vinculo.customers.models import Party
from vinculo.engines.approval import Judgement
from vinculo.engines.approval.sealing import Content
from vinculo.foundation.access import Actor
from vinculo.organization.models import Establishment, User
from vinculo.price_book.models import FreightType, PaymentMethod, PaymentTerm
from vinculo.quoting import RequestedLine, compose, surroundings, surroundings_of
from vinculo.simulator.kept import COSTLY, LABELS, figures_of, moved
from vinculo.simulator.models import SUBJECT, SimulatedCase
from vinculo.simulator.refusals import Refused

_OF_THE_DAY: Final = frozenset({LABELS["promised"], LABELS["issues"]})
COSTLY_FIGURES: Final = frozenset(LABELS[name] for name in COSTLY)
_RECORDS: Final[Mapping[str, type[Model]]] = {
    "Estabelecimento": Establishment,
    "Cliente": Party,
    "Condição de pagamento": PaymentTerm,
    "Forma de pagamento": PaymentMethod,
    "Tipo de frete": FreightType,
    "Vendedor": User,
}


def content(company_id: int, pk: int) -> Content:
    """The sale and every figure of it, in the words an approver reads; None for a case that is gone."""
    case = SimulatedCase.objects.select_for_update().filter(company_id=company_id, pk=pk).first()
    if case is None:
        return None
    sale = case.sale()
    return {
        "Data": sale.on,
        "Estabelecimento": sale.establishment_id,
        "Cliente": sale.party_id,
        "UF": sale.uf,
        "Natureza": sale.nature,
        "Destinação": sale.destination,
        "Condição de pagamento": sale.term_id,
        "Forma de pagamento": sale.method_id,
        "Cenário": sale.scenario,
        "Frete": sale.freight,
        "Tipo de frete": sale.freight_type_id,
        "Transportadora": sale.carrier,
        "Origem do pedido": sale.channel,
        "Vendedor": sale.seller_id,
        "Hora do pedido": f"{sale.ordered_at:%H:%M}",
        "Seguro": sale.insurance,
        "Outras despesas": sale.other,
        "Desconto do pedido em %": sale.header_percent,
        "Desconto do pedido em R$": sale.header_amount,
        "Desconto do pedido no lugar dos descontos dos itens": sale.replaces_lines,
        "Entrega pedida": sale.wanted_on,
        "Item": [_line(line) for line in sale.lines],
        "Valores": _figures(case.reference["sale"]),
        "Valores do item": [_figures(line) for line in case.reference["lines"]],
    }


def judge(company_id: int, pk: int) -> Judgement | None:
    """The kept sale judged by the rules of now; None when it is gone, speaks of records that are, or no longer gives
    the figures that were judged. What the stock promises moves every day and is no part of that."""
    case = SimulatedCase.objects.filter(company_id=company_id, pk=pk).first()
    if case is None:
        return None
    request = case.sale()
    try:
        quote = compose(request, surroundings_of(request))
    except Http404:
        return None
    if [each for each in moved(case.reference, figures_of(quote)) if each.label not in _OF_THE_DAY]:
        return None
    return quote.authority


def shown(company_id: int, content: Any) -> Any:
    """A kept content with names: of the customer, the place, the terms, the seller and each product."""
    if not isinstance(content, dict):
        return content
    found = {**content, **{name: _named(model, content.get(name), company_id) for name, model in _RECORDS.items()}}
    lines = content.get("Item") or []
    for column, model in (("Produto", Product), ("Unidade", Unit)):
        names = _names(model, [line.get(column) for line in lines], company_id)
        lines = [{**line, column: names.get(line.get(column), line.get(column))} for line in lines]
    return found | {"Item": lines}


def _named(model: type[Model], number: Any, company_id: int) -> Any:
    return _names(model, [number], company_id).get(number, number)


def _names(model: type[Model], numbers: Iterable[Any], company_id: int) -> dict[Any, str]:
    """The words of records by their numbers as a seal writes them (`#12`), themselves as a seal writes texts."""
    wanted = {str(number) for number in numbers if isinstance(number, str) and number[:1] == "#"}
    rows = model._default_manager.filter(company_id=company_id, pk__in=[number[1:] for number in wanted])
    return {f"#{row.pk}": f'"{row}' for row in rows}


def title(company_id: int, pk: int) -> str:
    name = SimulatedCase.objects.filter(company_id=company_id, pk=pk).values_list("name", flat=True).first()
    return f"Simulação {name or pk}"


def url(pk: int) -> str:
    return SimulatedCase(pk=pk).get_absolute_url()


def ask(actor: Actor, case: SimulatedCase, *, reason: str, now: datetime) -> ApprovalRequest:
    """Ask that the sale pass as it was kept. Raises `Refused` with the sentence: its figures moved since, it needs
    nobody, or nobody may let it pass."""
    request = case.sale()
    try:
        quote = compose(request, surroundings(actor, request))
    except Http404 as error:
        raise Refused("Esta venda cita um cadastro que não existe mais.") from error
    if moved(case.reference, figures_of(quote)):
        raise Refused("Os valores mudaram desde que o caso foi guardado: reexecute e aceite antes de pedir.")
    if quote.authority is None:
        raise Refused("Não há o que aprovar: a venda ainda não tem valores.")
    try:
        return approvals.request_approval(
            actor,
            SUBJECT,
            case.pk,
            quote.authority,
            reason=reason,
            now=now,
            makers=[each for each in (case.kept_by_id, request.seller_id) if each is not None],
            party_id=case.party_id,
            establishment_id=request.establishment_id,
        )
    except ApprovalRefused as refusal:
        raise Refused(str(refusal)) from refusal


def _line(line: RequestedLine) -> Mapping[str, Content]:
    return {
        "Produto": line.product_id,
        "Quantidade": line.quantity,
        "Unidade": line.unit_id,
        "Descontos": list(line.discounts),
        "Acréscimos": list(line.surcharges),
        "Novo preço": line.new_price,
    }


def _figures(figures: Mapping[str, Any]) -> Mapping[str, Content]:
    """Kept figures are decimal texts; the promised day is a text too."""
    return {
        LABELS[name]: text if name == "promised" or text is None else Decimal(text)
        for name, text in figures.items()
        if name in LABELS
    }
