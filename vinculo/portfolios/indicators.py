"""The indicators of the registry as the page shows them. The formulas are in `rules`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from vinculo.customers.activity import labels
from vinculo.customers.parameters import ACTIVE_DAYS
from vinculo.foundation.access import Actor
from vinculo.foundation.ui.charts import Bar, Mark, Range
from vinculo.kernel.figures import decimal_number
from vinculo.organization.queries import parameter_value
from vinculo.portfolios.queries import PortfolioLine, portfolio_lines, registered_by_month
from vinculo.portfolios.rules import Counts, active_share, churn, growth, percent

_MONTHS = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")
_MOST_BARS = 15
# A small portfolio turns on one customer: its churn says nothing.
_LEAST_ACTIVE = 5


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure in percentage points with its range, its rule in words, and the list behind it."""

    key: str
    title: str
    value: Decimal | None
    words: str
    rule: str
    span: Range
    url: str = ""


@dataclass(frozen=True, slots=True)
class Indicators:
    counts: Counts
    figures: Sequence[Indicator]
    months: Sequence[Mark]
    churn: Sequence[Bar]
    sizes: Sequence[Bar]
    sources: str


def indicators(actor: Actor, day: date, *, now: datetime) -> Indicators:
    """Every indicator of the registry as counted on a day, over the portfolios in the actor's reach."""
    lines = portfolio_lines(actor, day)
    counts = sum((line.counts for line in lines), Counts())
    window = int(parameter_value(actor.company_id, ACTIVE_DAYS.key))
    months = registered_by_month(actor, now=now)
    return Indicators(
        counts=counts,
        figures=_figures(counts, window),
        months=[Mark(_MONTHS[month.month - 1], count, f"{month:%m/%Y}") for month, count in months],
        churn=_churn_bars(lines, window),
        sizes=[Bar(_name(line), line.counts.records, _list(line)) for line in lines[:_MOST_BARS]],
        sources=", ".join(labels()) or "nenhuma ainda",
    )


def _figures(counts: Counts, window: int) -> list[Indicator]:
    share = Range(Decimal(0), Decimal(100), Decimal(60), Decimal(85))
    return [
        Indicator(
            "growth",
            "Crescimento da base em 30 dias",
            growth(counts),
            f"{decimal_number(counts.records)} cadastros; eram {decimal_number(counts.records_before)}",
            "(cadastros hoje − cadastros há 30 dias) ÷ cadastros há 30 dias. Conta só cadastros em uso.",
            Range(Decimal(-5), Decimal(10), Decimal(0), Decimal(2)),
            _customers(cadastro="ultimos-30"),
        ),
        Indicator(
            "active",
            "Ativos",
            active_share(counts),
            _of(counts.active, counts.records),
            f"Cadastros com contato ou compra nos últimos {window} dias ÷ cadastros.",
            Range(Decimal(0), Decimal(100), Decimal(40), Decimal(60)),
            _customers(movimento=f"ativo-{window}"),
        ),
        Indicator(
            "churn",
            "Perda (churn) em 30 dias",
            churn(counts),
            f"{_of(counts.lost, counts.was_active)} que eram ativos",
            f"Ativos no início do período e sem movimento há {window} dias no fim ÷ ativos no início. "
            "Retenção = 100% − perda.",
            Range(Decimal(0), Decimal(30), Decimal(10), Decimal(5)),
            _customers(movimento=f"parado-{window}"),
        ),
        Indicator(
            "phone",
            "Com telefone",
            percent(counts.with_phone, counts.records),
            _of(counts.with_phone, counts.records),
            "Cadastros com ao menos um telefone válido ÷ cadastros. A lista mostra os que faltam.",
            share,
            _customers(telefone="nao"),
        ),
        Indicator(
            "email",
            "Com e-mail",
            percent(counts.with_email, counts.records),
            _of(counts.with_email, counts.records),
            "Cadastros com ao menos um e-mail válido ÷ cadastros. A lista mostra os que faltam.",
            share,
            _customers(email="nao"),
        ),
    ]


def _churn_bars(lines: Sequence[PortfolioLine], window: int) -> list[Bar]:
    """The portfolios that lose most, those with enough active customers to tell."""
    told = [(churn(line.counts), line) for line in lines if line.counts.was_active >= _LEAST_ACTIVE]
    worst = sorted(told, key=lambda each: -(each[0] or 0))[:_MOST_BARS]
    return [
        Bar(
            _name(line),
            value or Decimal(0),
            _list(line, movimento=f"parado-{window}"),
            "danger" if (value or 0) > 10 else "warning" if (value or 0) > 5 else "",
            _of(line.counts.lost, line.counts.was_active),
        )
        for value, line in worst
    ]


def _of(part: int, whole: int) -> str:
    return f"{decimal_number(part)} de {decimal_number(whole)}"


def _name(line: PortfolioLine) -> str:
    return line.owner.name if line.owner else "Sem carteira"


def _list(line: PortfolioLine, **more: str) -> str:
    return _customers(**({"carteira": str(line.owner.pk)} if line.owner else {}), **more)


def _customers(**filters: str) -> str:
    """The list of customers behind a figure: records in use, and what else was asked."""
    return f"{reverse('customers:list')}?{urlencode({'ativo': 'sim', **filters})}"
