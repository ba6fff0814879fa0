"""The indicators of the registry as the page shows them. The formulas are in `rules`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from vinculo.customers.activity import PERIOD_DAYS, labels
from vinculo.customers.parameters import ACTIVE_DAYS
from vinculo.foundation.access import Actor, Scope
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
class Behind:
    """Some records counted, in words, and the list of them."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure in percentage points with its range, its rule in words, and the lists behind it."""

    key: str
    title: str
    value: Decimal | None
    behind: Sequence[Behind]
    rule: str
    span: Range


@dataclass(frozen=True, slots=True)
class Indicators:
    counts: Counts
    figures: Sequence[Indicator]
    months: Sequence[Mark]
    churn: Sequence[Bar]
    sizes: Sequence[Bar]
    sources: str


def indicators(actor: Actor, day: date) -> Indicators:
    """Every indicator of the registry as counted on a day, over the portfolios in the actor's reach.

    All of them are of the last count, none of the present, and each list behind one asks what was counted.
    """
    lines = portfolio_lines(actor, day)
    counts = sum((line.counts for line in lines), Counts())
    pages = _Pages(int(parameter_value(actor.company_id, ACTIVE_DAYS.key)), _reach(actor))
    return Indicators(
        counts=counts,
        figures=pages.figures(counts),
        months=[
            Mark(_MONTHS[month.month - 1], count, f"{month:%m/%Y}") for month, count in registered_by_month(actor, day)
        ],
        churn=pages.churn_bars(lines),
        sizes=[Bar(_name(line), line.counts.records, pages.list_of(line)) for line in lines[:_MOST_BARS]],
        sources=", ".join(labels()) or "nenhuma ainda",
    )


def _reach(actor: Actor) -> Sequence[str]:
    """The establishments whose portfolios are counted for the actor; empty for all: lists may reach further."""
    return [] if actor.scope is Scope.COMPANY else [str(pk) for pk in actor.establishment_ids]


@dataclass(frozen=True, slots=True)
class _Pages:
    """The lists behind the figures: of records in use, with activity in so many days, of some establishments."""

    window: int
    establishments: Sequence[str]

    def figures(self, counts: Counts) -> list[Indicator]:
        share = Range(Decimal(0), Decimal(100), Decimal(60), Decimal(85))
        window, period = self.window, PERIOD_DAYS
        return [
            Indicator(
                "growth",
                f"Crescimento da base em {period} dias",
                growth(counts),
                [
                    self._behind(counts.records, "cadastros"),
                    self._behind(counts.records - counts.records_before, "novos", cadastro=f"ultimos-{period}"),
                ],
                f"(cadastros hoje − cadastros há {period} dias) ÷ cadastros há {period} dias. "
                "Conta só cadastros em uso.",
                Range(Decimal(-5), Decimal(10), Decimal(0), Decimal(2)),
            ),
            Indicator(
                "active",
                "Ativos",
                active_share(counts),
                [
                    self._behind(counts.active, "ativos", movimento=f"ativo-{window}"),
                    self._behind(counts.records - counts.active, "parados", movimento=f"parado-{window}"),
                ],
                f"Cadastros com contato ou compra nos últimos {window} dias ÷ cadastros.",
                Range(Decimal(0), Decimal(100), Decimal(40), Decimal(60)),
            ),
            Indicator(
                "churn",
                f"Perda (churn) em {period} dias",
                churn(counts),
                [
                    self._behind(counts.lost, "perdidos", movimento=f"perdido-{window}"),
                    self._behind(counts.was_active, "eram ativos", movimento=f"era-{window}"),
                ],
                f"Ativos no início do período e sem movimento há {window} dias no fim ÷ ativos no início. "
                "Retenção = 100% − perda.",
                Range(Decimal(0), Decimal(30), Decimal(10), Decimal(5)),
            ),
            Indicator(
                "phone",
                "Com telefone",
                percent(counts.with_phone, counts.records),
                [
                    self._behind(counts.with_phone, "com telefone", telefone="sim"),
                    self._behind(counts.records - counts.with_phone, "sem", telefone="nao"),
                ],
                "Cadastros com ao menos um telefone válido ÷ cadastros.",
                share,
            ),
            Indicator(
                "email",
                "Com e-mail",
                percent(counts.with_email, counts.records),
                [
                    self._behind(counts.with_email, "com e-mail", email="sim"),
                    self._behind(counts.records - counts.with_email, "sem", email="nao"),
                ],
                "Cadastros com ao menos um e-mail válido ÷ cadastros.",
                share,
            ),
        ]

    def churn_bars(self, lines: Sequence[PortfolioLine]) -> list[Bar]:
        """The portfolios that lose most, those with enough active customers to tell."""
        told = [(churn(line.counts), line) for line in lines if line.counts.was_active >= _LEAST_ACTIVE]
        worst = sorted(told, key=lambda each: -(each[0] or 0))[:_MOST_BARS]
        return [
            Bar(
                _name(line),
                value or Decimal(0),
                self.list_of(line, movimento=f"perdido-{self.window}"),
                "danger" if (value or 0) > 10 else "warning" if (value or 0) > 5 else "",
                f"{decimal_number(line.counts.lost)} de {decimal_number(line.counts.was_active)}",
            )
            for value, line in worst
        ]

    def list_of(self, line: PortfolioLine, **more: str) -> str:
        """The customers of a portfolio, or those of none."""
        whose = {"carteira": str(line.owner.pk)} if line.owner else {"sem_carteira": "sim"}
        return self._address({**whose, **more})

    def _behind(self, number: int, noun: str, **filters: str) -> Behind:
        return Behind(f"{decimal_number(number)} {noun}", self._address(filters))

    def _address(self, filters: Mapping[str, str]) -> str:
        asked = {"ativo": "sim", **filters, **({"estabelecimento": self.establishments} if self.establishments else {})}
        return f"{reverse('customers:list')}?{urlencode(asked, doseq=True)}"


def _name(line: PortfolioLine) -> str:
    return line.owner.name if line.owner else "Sem carteira"
