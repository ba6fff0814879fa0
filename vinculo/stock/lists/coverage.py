"""The list behind the drawn coverage: how long what may be sold of each product lasts."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from vinculo.catalogue.models import Product
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import ChoiceFilter, Column, Empty, ListDefinition, TextFilter, register
from vinculo.foundation.lists.filters import Applied, Texts
from vinculo.organization.queries import parameter_value
from vinculo.stock import rules
from vinculo.stock.lists import filters
from vinculo.stock.models import Balance, Movement, Posting
from vinculo.stock.parameters import PACE_DAYS
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.figures import products_lasting
from vinculo.stock.words import amount

BUCKETS = (
    ("none", "Nada disponível", "danger"),
    ("short", "Menos de 15 dias", "warning"),
    ("month", "15 a 29 dias", ""),
    ("quarter", "30 a 89 dias", "success"),
    ("long", "90 dias ou mais", "info"),
    ("still", "Sem saídas no período", "muted"),
)
_QUANTITY: Any = DecimalField(max_digits=20, decimal_places=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LastingFilter(ChoiceFilter):
    """Products of one range of days, by the very statement that counts them."""

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:
        applied = ChoiceFilter.read(self, actor, texts, today)
        if applied is None:
            return None
        ids = products_lasting(actor, self._one(texts), now=clock.now(), days=_days(actor))
        return replace(applied, condition=Q(pk__in=ids))


def _days(actor: Actor) -> int:
    return int(parameter_value(actor.company_id, PACE_DAYS.key))


def _rows(actor: Actor) -> QuerySet[Product]:
    """Active products with what may be sold and what left in the period, within what the actor sees."""
    days = _days(actor)
    here = {"product": OuterRef("pk"), "unit": OuterRef("unit")}
    free = Balance.objects.visible_to(actor).filter(
        filters.usable("", clock.today()), warehouse__sells=True, warehouse__is_active=True, **here
    )
    left = Movement.objects.visible_to(actor).filter(
        **here,
        at__gte=clock.now() - timedelta(days=days),
        kind__in=(Posting.Kind.ISSUE, Posting.Kind.REVERSAL),
    )
    return (
        Product.objects.visible_to(actor)
        .sellable()
        .select_related("unit")
        .defer("technical_text", "search_vector")
        .annotate(
            free=_total(free, "available"),
            left=_total(left, "quantity"),
            period=Value(days),
        )
    )


def _total(rows: QuerySet[Any], name: str) -> Coalesce:
    total = rows.order_by().values("product").annotate(total=Sum(name)).values("total")
    return Coalesce(Subquery(total, output_field=_QUANTITY), Value(Decimal(0)), output_field=_QUANTITY)


def _lasts(row: Any) -> int | None:
    return rules.coverage_days(row.free, -row.left, row.period)


def _choices(_: Actor) -> list[tuple[str, str]]:
    return [(key, label) for key, label, _tone in BUCKETS]


COVERAGE = register(
    ListDefinition(
        key="stock.coverage",
        title="Cobertura do estoque",
        noun=("produto", "produtos"),
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=_rows,
        default_sort="description_key",
        search="produto",
        row_url=lambda row: f"/estoque/produtos/{row.pk}/",
        columns=[
            Column(
                "produto",
                "Produto",
                filters.product_words,
                sort="description_key",
                primary=True,
                export=lambda row: row.description,
            ),
            Column("codigo", "Código do produto", lambda row: row.code, default=False),
            Column(
                "disponivel",
                "Disponível",
                lambda row: amount(row.free, row.unit.code),
                align="end",
                export=lambda row: row.free,
            ),
            Column("saiu", "Saiu no período", lambda row: amount(-row.left), align="end", export=lambda row: -row.left),
            Column("dias", "Dura (dias)", lambda row: _lasts(row) if row.left < 0 else "", align="end", export=_lasts),
        ],
        filters=[
            TextFilter(
                key="produto",
                label="Produto",
                placeholder="Código, GTIN ou palavras",
                condition=lambda text: Q(search_vector__words=text),
            ),
            _LastingFilter(key="dura", label="Cobertura", choices=_choices, condition=lambda _: Q()),
        ],
        empty=Empty("Nenhum produto assim", "Nenhum produto ativo dura tanto tempo neste momento.", "hourglass"),
    )
)
