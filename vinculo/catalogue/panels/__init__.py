"""The sections of a product's maintenance that are the catalogue's own. Apps above add theirs under the same record."""

from collections.abc import Callable

from django.db.models import Model
from django.template.loader import render_to_string

from vinculo.catalogue import queries
from vinculo.catalogue.models import Product
from vinculo.catalogue.panels import places, registration, relations
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.section_view import SectionView, drawn
from vinculo.foundation.access import Request
from vinculo.foundation.panels import Panel

Drawer = Callable[[Request, Product], SectionView]


def _section(key: str, title: str, order: int, draw: Drawer, permission: str = Permission.VIEW) -> Panel:
    def render(request: Request, record: Model) -> str:
        assert isinstance(record, Product)
        return drawn(request, draw(request, record))

    return Panel(queries.RECORD, key, title, order, permission, render)


def _information(request: Request, record: Model) -> str:
    assert isinstance(record, Product)
    return registration.information(request, record)


def _history(request: Request, record: Model) -> str:
    assert isinstance(record, Product)
    return render_to_string("catalogue/history.html", {"product": record, "record": queries.RECORD}, request=request)


# The order is the one of the trade: what it is, what replaces it, how it is measured, what it costs, what it owes…
PANELS = (
    _section("produto", "Produto", 0, registration.product),
    _section("similares", "Similar", 10, relations.similar),
    _section("fatores", "Fator de conversão", 20, places.factors),
    _section("custos", "Custos", 40, places.costs, Permission.SEE_COSTS),
    _section("fiscais", "Dados fiscais", 60, registration.fiscal),
    _section("linhas", "Linha de produtos", 70, registration.lines),
    _section("descontos", "Descontos", 85, registration.discounts),
    _section("kit", "Kit", 100, relations.kit),
    _section("unidades", "Unidades", 120, registration.units),
    _section("complementares", "Produto complementar", 130, relations.complements),
    _section("complementos", "Dados complementares", 140, registration.custom),
    _section("estabelecimentos", "Estabelecimentos", 150, places.establishments),
    Panel(queries.RECORD, "informacoes", "Informações", 160, Permission.VIEW, _information),
    _section("anexos", "Anexos", 170, registration.attachments),
    _section("promessa", "Data de promessa", 180, places.promise),
    _section("parceiros", "Classificação do parceiro", 190, relations.partners),
    _section("equipamentos", "Equipamento", 200, relations.equipment),
    Panel(queries.RECORD, "historico", "Histórico", 900, Permission.VIEW, _history),
)
