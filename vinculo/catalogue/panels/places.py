"""Sections of what differs by branch, unit and day."""

from decimal import Decimal

from django.urls import reverse
from django.utils.safestring import SafeString

from vinculo.catalogue import queries
from vinculo.catalogue.models import Product, ProductEstablishment
from vinculo.catalogue.models.product import Factor
from vinculo.catalogue.panels.pieces import add_button, edit_url, figure
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.section_view import Button, Facts, Row, SectionView, Table
from vinculo.foundation import clock
from vinculo.foundation.access import Request
from vinculo.foundation.ui import marks
from vinculo.kernel.figures import unit_price_in_reais
from vinculo.organization.models import Establishment


def factors(request: Request, product: Product) -> SectionView:
    today = clock.today()
    own = product.factors.select_related("from_unit", "to_unit").order_by("from_unit__code", "-valid_from")
    rows = [
        Row(
            (
                _equation(factor),
                marks.day(factor.valid_from),
                marks.badge("Futuro", "info") if factor.valid_from > today else "",
            ),
            edit_url(request, product, "fator", factor),
        )
        for factor in own
    ]
    general = queries.general_factors(product.company_id, on=today)
    others = [Row((_equation(each), marks.day(each.valid_from))) for each in general]
    return SectionView(
        tables=(
            Table(
                "Fatores deste produto",
                ("Fator", "Vale desde", "Situação"),
                rows,
                "Nenhum fator próprio: valem os gerais.",
                add_button(request, product, "fator", "Fator"),
            ),
            Table("Fatores gerais", ("Fator", "Vale desde"), others, "Nenhum fator geral."),
        )
    )


def costs(request: Request, product: Product) -> SectionView:
    headers = ("Estabelecimento", "Reposição#", "Médio#", "Último#", "Em")
    may = request.actor.may(Permission.EDIT_COSTS)

    def cost(value: Decimal | None) -> str:
        return "" if value is None else unit_price_in_reais(value)

    rows = [
        Row(
            (
                place.name,
                cost(row.replacement_cost),
                cost(row.average_cost),
                cost(row.last_cost),
                marks.day(row.cost_date),
            ),
            reverse("catalogue:branch", args=[product.pk, place.pk, "custo"]) if may else "",
        )
        for place, row in _branches(product)
    ]
    note = f"Custos por {product.unit}, sem impostos recuperáveis."
    return SectionView(
        note=note, tables=(Table("Custos por estabelecimento", headers, rows, "Nenhum estabelecimento."),)
    )


def establishments(request: Request, product: Product) -> SectionView:
    headers = ("Estabelecimento", "Situação", "Mínimo#", "Máximo#", "Grupo fiscal")
    may = request.actor.may(Permission.EDIT)

    def state(row: ProductEstablishment) -> SafeString:
        if not row.is_active:
            return marks.badge("Inativo", "warning")
        return (
            marks.badge(f"Bloqueado: {row.block_reason}", "danger")
            if row.is_blocked
            else marks.badge("Ativo", "outline")
        )

    rows = [
        Row(
            (place.name, state(row), figure(row.minimum), figure(row.maximum), row.fiscal_group or "do produto"),
            reverse("catalogue:branch", args=[product.pk, place.pk, "estabelecimento"]) if may else "",
        )
        for place, row in _branches(product)
    ]
    return SectionView(tables=(Table("Estabelecimentos", headers, rows, "Nenhum estabelecimento."),))


def promise(request: Request, product: Product) -> SectionView:
    rule = queries.promise_rule(product)
    pairs: list[tuple[str, object]] = [
        ("Reposição", figure(rule.lead_days, " dias úteis") or "sem estoque não se promete"),
        ("Separação", figure(rule.picking_days, " dias úteis")),
        ("Hora de corte", f"{rule.cut_off:%H:%M}" if rule.cut_off else ""),
        ("Disponível a partir de", marks.day(rule.first_available_on) if rule.first_available_on else ""),
    ]
    button = None
    if request.actor.may(Permission.EDIT):
        button = Button("Alterar", reverse("catalogue:promise_rule", args=[product.pk]), "pencil", hotkey="e")
    rows = [
        Row((each.state_id, figure(each.days, " dias úteis")), edit_url(request, product, "transito", each))
        for each in product.transits.order_by("state_id")
    ]
    return SectionView(
        facts=(Facts("Data de promessa", pairs, button),),
        tables=(
            Table(
                "Trânsito por UF",
                ("UF", "Prazo#"),
                rows,
                "Nenhum prazo próprio: vale o do frete.",
                add_button(request, product, "transito", "Prazo"),
            ),
        ),
    )


def _branches(product: Product) -> list[tuple[Establishment, ProductEstablishment]]:
    rows = {row.establishment_id: row for row in product.establishments.select_related("fiscal_group")}
    places = Establishment.objects.filter(company_id=product.company_id, is_active=True).order_by("code")
    return [
        (place, rows.get(place.pk) or ProductEstablishment(product=product, establishment=place)) for place in places
    ]


def _equation(factor: Factor) -> str:
    """`1 CX = 12 UN`."""
    return f"{figure(factor.denominator)} {factor.from_unit} = {figure(factor.numerator)} {factor.to_unit}"
