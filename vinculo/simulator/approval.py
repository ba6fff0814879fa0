"""A kept sale put before those who may let it pass: what they judge, and asking them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.http import Http404

from vinculo.approvals import actions as approvals
from vinculo.approvals.models import ApprovalRequest
from vinculo.approvals.refusals import ApprovalRefused
from vinculo.engines.approval.sealing import Content
from vinculo.foundation.access import Actor
from vinculo.quoting import RequestedLine, compose, surroundings
from vinculo.simulator.kept import LABELS, figures_of, moved, sale_from_data
from vinculo.simulator.models import SimulatedCase
from vinculo.simulator.refusals import Refused

SUBJECT: Final = "simulator.case"


def content(company_id: int, pk: int) -> Content:
    """The sale and every figure of it, in the words an approver reads; None for a case that is gone."""
    case = SimulatedCase.objects.select_for_update().filter(company_id=company_id, pk=pk).first()
    if case is None:
        return None
    sale = sale_from_data(case.typed, company_id)
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
        "Seguro": sale.insurance,
        "Outras despesas": sale.other,
        "Desconto do pedido em %": sale.header_percent,
        "Desconto do pedido em R$": sale.header_amount,
        "Entrega pedida": sale.wanted_on,
        "Item": [_line(line) for line in sale.lines],
        "Valores": _figures(case.reference["sale"]),
        "Valores do item": [_figures(line) for line in case.reference["lines"]],
    }


def title(company_id: int, pk: int) -> str:
    name = SimulatedCase.objects.filter(company_id=company_id, pk=pk).values_list("name", flat=True).first()
    return f"Simulação {name or pk}"


def url(pk: int) -> str:
    return SimulatedCase(pk=pk).get_absolute_url()


def ask(actor: Actor, case: SimulatedCase, *, reason: str, now: datetime) -> ApprovalRequest:
    """Ask that the sale pass as it was kept. Raises `Refused` with the sentence: its figures moved since, it needs
    nobody, or nobody may let it pass."""
    request = sale_from_data(case.typed, actor.company_id)
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
            actor, SUBJECT, case.pk, quote.authority, reason=reason, now=now, makers=[case.kept_by_id]
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
